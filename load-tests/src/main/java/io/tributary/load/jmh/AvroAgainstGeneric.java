package io.tributary.load.jmh;

import io.tributary.load.jmh.DecodeTurns.Contestant;
import io.tributary.load.jmh.DecodeTurns.Speeds;
import io.tributary.load.report.Spread;
import io.tributary.load.workload.ClickDatum;
import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import java.io.IOException;
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
  private static final int PAIRS = 9;

  /** What a turn is, for people. */
  public static final String SUBJECT =
      ROUNDS + " rounds of " + MESSAGES + " messages of W against the generic reader";

  private AvroAgainstGeneric() {}

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    List<Speeds> both = measure(PAIRS);
    System.out.printf(
        "encoder %s, generic %s, ratio %s%n",
        CpuClock.shown("%,.0f", both.getFirst().rowsPerCpuSecond()),
        CpuClock.shown("%,.0f", both.getLast().rowsPerCpuSecond()),
        CpuClock.shown("%.2f", both.getFirst().by(both.getLast())));
  }

  /**
   * The encoder's rows per CPU-second by those of Avro's generic reader.
   *
   * @param pairs in which both take turns, 1 or more; each takes some 2 s
   */
  public static Spread ratio(int pairs) throws IOException {
    List<Speeds> both = measure(pairs);
    return both.getFirst().by(both.getLast());
  }

  private static List<Speeds> measure(int pairs) throws IOException {
    AvroRowPlan plan =
        AvroRowPlan.compile(AvroSchema.parse(ClickDatum.SCHEMA, List.of()), AvroEvents.columns());
    AvroRowEncoder encoder = new AvroRowEncoder(plan, DecodeTurns.MAX_ROW_BYTES);
    GenericAvroRows generic = new GenericAvroRows();
    RowParser ours =
        (message, length, rows) -> {
          if (encoder.encode(message, 0, length, rows) != null) {
            throw new IllegalStateException("a message is no row");
          }
        };
    // Their bytes are not compared: the generic reader gives a map in an order of its own.
    return new DecodeTurns(
            AvroEvents.messages(MESSAGES),
            ROUNDS,
            List.of(
                new Contestant("encoder", ours),
                new Contestant(
                    "generic reader", (message, length, rows) -> generic.row(message, rows))))
        .measure(pairs);
  }
}
