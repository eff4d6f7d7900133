package io.tributary.load.jmh;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.load.workload.ClickDatum;
import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How many Avro messages of data set W per second of CPU does the encoder turn into rows, and how
 * many are by way of Avro's generic reader? Both take turns, so that the ratio holds on a machine
 * that has other work, too. The CPU is that of the whole process, with whatever the collector does
 * for the objects of the generic reader.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" \
 *     io.tributary.load.jmh.AvroAgainstGeneric
 * </pre>
 */
public final class AvroAgainstGeneric {
  private static final int MESSAGES = 4_096;
  private static final int ROUNDS = 1_200;
  private static final int WARM_UP_PAIRS = 2;
  private static final int PAIRS = 9;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_ROW_BYTES = 1 << 16;

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private final byte[][] messages;

  private AvroAgainstGeneric(byte[][] messages) {
    this.messages = messages;
  }

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    new AvroAgainstGeneric(AvroEvents.messages(MESSAGES)).compare();
  }

  private void compare() throws IOException {
    AvroRowPlan plan =
        AvroRowPlan.compile(AvroSchema.parse(ClickDatum.SCHEMA, List.of()), AvroEvents.columns());
    AvroRowEncoder encoder = new AvroRowEncoder(plan, MAX_ROW_BYTES);
    GenericAvroRows generic = new GenericAvroRows();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
      double our =
          rowsPerSecond(
              message -> {
                if (encoder.encode(message, 0, message.length, out) != null) {
                  throw new IllegalStateException("a message is no row");
                }
              });
      double their = rowsPerSecond(message -> generic.row(message, out));
      if (pair >= 0) {
        ours.add(our);
        theirs.add(their);
        ratios.add(our / their);
      }
    }
    System.out.printf(
        "encoder %s, generic %s, ratio %s%n",
        CpuClock.shown("%,.0f", ours),
        CpuClock.shown("%,.0f", theirs),
        CpuClock.shown("%.2f", ratios));
  }

  private interface Row {
    void write(byte[] message) throws IOException;
  }

  private double rowsPerSecond(Row row) throws IOException {
    long start = process.getProcessCpuTime();
    for (int round = 0; round < ROUNDS; round++) {
      for (byte[] message : messages) {
        if (out.position() >= BATCH_BYTES) {
          out.reset();
        }
        row.write(message);
      }
    }
    return (double) ROUNDS * MESSAGES / ((process.getProcessCpuTime() - start) / 1e9);
  }
}
