package io.tributary.protocol.json;

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
final class RowAssembly {
  private static final int FIRST_BYTES = 1_024;
  private static final int FIRST_MISSING_BYTES = 64;
  // A few of the largest strings of fixed length that ClickHouse allows.
  private static final int MAX_MISSING_BYTES = 256 << 20;
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

  RowAssembly(List<RowColumn> columns, ValueEncoder[] encoders, int maxRowBytes) {
    this.missing = new byte[columns.size()][];
    this.marked = new boolean[missing.length];
    this.unfilled = new boolean[missing.length];
    for (int i = 0; i < missing.length; i++) {
      marked[i] = columns.get(i).marked();
      unfilled[i] = columns.get(i).path() == null;
      missing[i] = missing(columns.get(i), encoders[i]);
    }
    this.scratch = new RowBinaryWriter(Math.min(FIRST_BYTES, maxRowBytes), maxRowBytes);
    this.row = scratch;
    this.starts = new int[missing.length];
    this.ends = new int[missing.length];
    this.straight = new boolean[missing.length];
  }

  private static byte[] missing(RowColumn column, ValueEncoder encoder) {
    RowBinaryWriter bytes = new RowBinaryWriter(FIRST_MISSING_BYTES, MAX_MISSING_BYTES);
    if (column.marked()) {
      bytes.writeInt8(1);
    }
    encoder.encodeMissing(bytes);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Begins a row at the end of {@code out}. */
  void begin(RowBinaryWriter out) {
    row = out;
    scratch.reset();
    Arrays.fill(starts, ABSENT);
    ready = 0;
    proceed();
  }

  /** Where the value of a column is to be written; {@link #close} follows. */
  RowBinaryWriter open(int column) {
    straight[column] = column == ready;
    RowBinaryWriter target = straight[column] ? row : scratch;
    if (straight[column] && marked[column]) {
      row.writeInt8(0);
    }
    starts[column] = target.position();
    return target;
  }

  /** The value of the column is complete. */
  void close(int column) {
    if (straight[column]) {
      ends[column] = row.position();
      ready++;
      proceed();
    } else {
      ends[column] = scratch.position();
    }
  }

  /** The message has nothing for the column. */
  void miss(int column) {
    if (column == ready) {
      row.writeRaw(missing[column], 0, missing[column].length);
      ready++;
      proceed();
    }
  }

  /** Completes the row with what waits and what is missing. */
  void finish() {
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
