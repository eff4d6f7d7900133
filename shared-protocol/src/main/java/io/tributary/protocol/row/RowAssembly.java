package io.tributary.protocol.row;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Puts the values of one row, which come in any order, into the order of the plan. One thread.
 *
 * <p>A value that is next in the plan goes straight to the row; others wait in a scratch area until
 * those before them are there. Columns that no message has count as there from the start. When
 * messages bring their fields in plan order, nothing is copied.
 */
public final class RowAssembly {
  private static final int FIRST_BYTES = 1_024;
  private static final int ABSENT = -1;

  private final boolean[] marked;
  private final boolean[] unfilled;
  private final byte[][] missing;
  private final RowBinaryWriter scratch;
  // Where each value stands, without its marker; in the scratch area unless it went straight out.
  private final int[] starts;
  private final int[] ends;
  private final boolean[] straight;
  private RowBinaryWriter row;
  private int ready;

  /**
   * @param columns the plan
   * @param zeros for each column the bytes that stand for a missing value, without a marker
   * @param maxRowBytes largest row; so much memory may be kept for values that wait
   */
  public RowAssembly(List<RowColumn> columns, byte[][] zeros, int maxRowBytes) {
    this.missing = new byte[columns.size()][];
    this.marked = new boolean[missing.length];
    this.unfilled = new boolean[missing.length];
    for (int i = 0; i < missing.length; i++) {
      marked[i] = columns.get(i).marked();
      unfilled[i] = columns.get(i).path() == null;
      missing[i] = missing(columns.get(i), zeros[i]);
    }
    this.scratch = new RowBinaryWriter(Math.min(FIRST_BYTES, maxRowBytes), maxRowBytes);
    this.row = scratch;
    this.starts = new int[missing.length];
    this.ends = new int[missing.length];
    this.straight = new boolean[missing.length];
  }

  /**
   * What stands in a row for a value that is missing, with its marker.
   *
   * @param zero the same without a marker
   */
  public static byte[] missing(RowColumn column, byte[] zero) {
    if (!column.marked()) {
      return zero;
    }
    byte[] marked = new byte[zero.length + 1];
    marked[0] = 1;
    System.arraycopy(zero, 0, marked, 1, zero.length);
    return marked;
  }

  /** Begins a row at the end of {@code out}. */
  public void begin(RowBinaryWriter out) {
    row = out;
    scratch.reset();
    Arrays.fill(starts, ABSENT);
    ready = 0;
    proceed();
  }

  /** Where the value of a column is to be written; {@link #close} follows. */
  public RowBinaryWriter open(int column) {
    straight[column] = column == ready;
    RowBinaryWriter target = straight[column] ? row : scratch;
    if (straight[column] && marked[column]) {
      row.writeInt8(0);
    }
    starts[column] = target.position();
    return target;
  }

  /** The value of the column is complete. */
  public void close(int column) {
    if (straight[column]) {
      ends[column] = row.position();
      ready++;
      proceed();
    } else {
      ends[column] = scratch.position();
    }
  }

  /** The message has nothing for the column. */
  public void miss(int column) {
    if (column == ready) {
      row.writeRaw(missing[column], 0, missing[column].length);
      ready++;
      proceed();
    }
  }

  /** Completes the row with what waits and what is missing. */
  public void finish() {
    while (ready < missing.length) {
      if (starts[ready] == ABSENT) {
        miss(ready);
      } else {
        proceed();
      }
    }
  }

  private void proceed() {
    while (ready < missing.length) {
      if (starts[ready] != ABSENT) {
        if (marked[ready]) {
          row.writeInt8(0);
        }
        row.writeRaw(scratch.array(), starts[ready], ends[ready] - starts[ready]);
      } else if (unfilled[ready]) {
        row.writeRaw(missing[ready], 0, missing[ready].length);
      } else {
        return;
      }
      ready++;
    }
  }
}
