package io.tributary.load.jmh;

import io.tributary.load.jmh.DecodeTurns.Contestant;
import io.tributary.load.jmh.DecodeTurns.Speeds;
import io.tributary.load.report.Spread;
import io.tributary.load.workload.ClickEvents;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import java.io.IOException;
import java.time.Instant;
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
  private static final int PAIRS = 9;
  private static final long FIRST_MILLIS = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

  /** What a turn is, for people. */
  public static final String SUBJECT =
      ROUNDS + " rounds of " + MESSAGES + " messages of W against two forms of Jackson";

  private JsonAgainstJackson() {}

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    List<Speeds> all = measure(PAIRS);
    for (Speeds one : all) {
      System.out.printf(
          "%s: %s rows per CPU-second; encoder by it %s%n",
          one.name(),
          CpuClock.shown("%,.0f", one.rowsPerCpuSecond()),
          CpuClock.shown("%.2f", all.getFirst().by(one)));
    }
  }

  /**
   * The encoder's rows per CPU-second by those of one Jackson parser that is fed with all messages,
   * the fastest way to use it.
   *
   * @param pairs in which all take turns, 1 or more; each takes some 4 s
   */
  public static Spread ratio(int pairs) throws IOException {
    List<Speeds> all = measure(pairs);
    return all.getFirst().by(all.getLast());
  }

  /** The encoder, then the others. */
  private static List<Speeds> measure(int pairs) throws IOException {
    ClickEvents events = new ClickEvents(42);
    byte[][] messages = new byte[MESSAGES][];
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] = events.next(FIRST_MILLIS + i);
    }
    JsonRowEncoder encoder =
        new JsonRowEncoder(JsonRowPlan.compile(AvroEvents.columns()), DecodeTurns.MAX_ROW_BYTES);
    RowParser ours =
        (message, length, rows) -> {
          if (encoder.encode(message, 0, length, rows) != null) {
            throw new IllegalStateException("a message is no row");
          }
        };
    DecodeTurns turns =
        new DecodeTurns(
            messages,
            ROUNDS,
            List.of(
                new Contestant("encoder", ours),
                new Contestant("Jackson, a parser each", new JacksonRows()),
                new Contestant("Jackson, one parser fed", new JacksonFedRows())));
    turns.check();
    return turns.measure(pairs);
  }
}
