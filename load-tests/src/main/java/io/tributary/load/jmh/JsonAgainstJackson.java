package io.tributary.load.jmh;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.load.workload.ClickEvents;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many JSON messages of data set W per second of CPU does the encoder turn into rows, and how
 * many are by way of Jackson's streaming parser, with a row written by hand? All take turns, so
 * that ratios hold on a machine that has other work, too. The CPU is that of the whole process,
 * with whatever the collector does for what the parser leaves behind.
 *
 * <pre>
 * java -Xmx1g -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" \
 *     io.tributary.load.jmh.JsonAgainstJackson
 * </pre>
 */
public final class JsonAgainstJackson {
  private static final int MESSAGES = 4_096;
  private static final int ROUNDS = 800;
  private static final int WARM_UP_PAIRS = 2;
  private static final int PAIRS = 9;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_ROW_BYTES = 1 << 16;
  private static final long FIRST_MILLIS = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private final byte[][] messages = new byte[MESSAGES][];

  /** The encoder, then the others. */
  private final List<Contestant> contestants;

  /** A way to make rows, and how fast it was in each pair. */
  private record Contestant(String name, RowParser parser, List<Double> rowsPerSecond) {
    Contestant(String name, RowParser parser) {
      this(name, parser, new ArrayList<>());
    }
  }

  private JsonAgainstJackson() throws IOException {
    ClickEvents events = new ClickEvents(42);
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] = events.next(FIRST_MILLIS + i);
    }
    JsonRowEncoder encoder =
        new JsonRowEncoder(JsonRowPlan.compile(AvroEvents.columns()), MAX_ROW_BYTES);
    RowParser ours =
        (message, length, rows) -> {
          if (encoder.encode(message, 0, length, rows) != null) {
            throw new IllegalStateException("a message is no row");
          }
        };
    contestants =
        List.of(
            new Contestant("encoder", ours),
            new Contestant("Jackson, a parser each", new JacksonRows()),
            new Contestant("Jackson, one parser fed", new JacksonFedRows()));
  }

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    JsonAgainstJackson comparison = new JsonAgainstJackson();
    comparison.check();
    comparison.compare();
  }

  /** All make the same bytes. */
  private void check() throws IOException {
    byte[] expected = rows(contestants.getFirst().parser());
    for (Contestant other : contestants) {
      if (!Arrays.equals(expected, rows(other.parser()))) {
        throw new IllegalStateException(other.name() + " makes other rows than the encoder");
      }
    }
  }

  private byte[] rows(RowParser parser) throws IOException {
    out.reset();
    for (byte[] message : messages) {
      parser.append(message, message.length, out);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private void compare() throws IOException {
    for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
      boolean forward = Math.floorMod(pair, 2) == 0;
      for (Contestant one : forward ? contestants : contestants.reversed()) {
        double speed = rowsPerSecond(one.parser());
        if (pair >= 0) {
          one.rowsPerSecond().add(speed);
        }
      }
    }
    List<Double> ours = contestants.getFirst().rowsPerSecond();
    for (Contestant one : contestants) {
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair < PAIRS; pair++) {
        ratios.add(ours.get(pair) / one.rowsPerSecond().get(pair));
      }
      System.out.printf(
          "%s: %s rows per CPU-second; encoder by it %s%n",
          one.name(), CpuClock.shown("%,.0f", one.rowsPerSecond()), CpuClock.shown("%.2f", ratios));
    }
  }

  private double rowsPerSecond(RowParser parser) throws IOException {
    long start = process.getProcessCpuTime();
    for (int round = 0; round < ROUNDS; round++) {
      for (byte[] message : messages) {
        if (out.position() >= BATCH_BYTES) {
          out.reset();
        }
        parser.append(message, message.length, out);
      }
    }
    return (double) ROUNDS * MESSAGES / ((process.getProcessCpuTime() - start) / 1e9);
  }
}
