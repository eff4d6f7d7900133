package io.tributary.load.columns;

import io.tributary.load.report.Spread;
import io.tributary.load.workload.DataSet;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What does it cost to make blocks of Native? A command without arguments: microseconds of the
 * thread's CPU per row to turn RowBinary batches into blocks, and to write decoded values into a
 * buffer for each column rather than into one (data set W).
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" \
 *     io.tributary.load.columns.TransposeCost
 * </pre>
 */
public final class TransposeCost {
  private static final int MOST_ROWS = 100_000;

  /** Of a connector's batch. */
  private static final int BATCH_ROWS = 16_384;

  private static final int WARM_UP_ROUNDS = 30;
  private static final int ROUNDS = 21;
  private static final int MOST_BYTES = 1 << 28;

  private TransposeCost() {}

  /** Runs the command. */
  public static void main(String[] args) {
    System.out.printf(
        """
        Microseconds a row, median (lowest to highest) of %d rounds:

        | what | data set | bytes | µs |
        |---|---|--:|--:|
        """,
        ROUNDS);
    RowBinaryWriter out = new RowBinaryWriter(MOST_BYTES, MOST_BYTES);
    for (DataSet data : List.of(DataSet.W, DataSet.N, DataSet.WIDE)) {
      GathererRows rows = GathererRows.of(data, MOST_ROWS);
      for (Dictionaries dictionaries : Dictionaries.values()) {
        NativeBlocks blocks = new NativeBlocks(rows.columns(), dictionaries);
        String what = "transpose, dictionaries " + dictionaries;
        measure(what, data, rows, () -> blocks.write(rows.bytes(), BATCH_ROWS, out), out);
      }
      measure("copy", data, rows, () -> out.writeRaw(rows.bytes(), 0, rows.bytes().length), out);
    }
    GathererRows flat = GathererRows.of(DataSet.W, MOST_ROWS);
    ValueWriting inRows = ValueWriting.rows(flat.columns());
    ValueWriting inColumns = ValueWriting.columns(flat.columns());
    for (int time = 0; time < 2; time++) {
      measure("write values as rows", DataSet.W, flat, () -> write(inRows, flat, out), out);
      measure("write values as columns", DataSet.W, flat, () -> write(inColumns, flat, out), out);
    }
  }

  private static void write(ValueWriting writing, GathererRows rows, RowBinaryWriter out) {
    RowCursor cursor = new RowCursor(rows.bytes());
    while (cursor.hasMore()) {
      for (int i = 0; i < BATCH_ROWS && cursor.hasMore(); i++) {
        writing.write(cursor);
      }
      writing.seal(out);
    }
  }

  private static void measure(
      String what, DataSet data, GathererRows rows, Runnable task, RowBinaryWriter out) {
    List<Double> micros = new ArrayList<>();
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      out.reset();
      long before = cpuNanos();
      task.run();
      if (round >= 0) {
        micros.add((cpuNanos() - before) / 1e3 / rows.rows());
      }
    }
    Spread spread = Spread.of(micros);
    System.out.printf(
        "| %s | %s | %d | %.3f (%.3f to %.3f) |%n",
        what,
        data.label(),
        rows.bytes().length / rows.rows(),
        spread.median(),
        spread.min(),
        spread.max());
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
