package io.tributary.load.jmh;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.json.RowColumn;
import io.tributary.protocol.json.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many JSON messages of the reference schema does one thread encode as RowBinary rows per
 * second, and what does a row cost in objects? With fields in the order of the columns, which are
 * written straight, and in any order, which takes the scratch area.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" org.openjdk.jmh.Main \
 *     JsonToRowBinary -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class JsonToRowBinaryBenchmark {
  private static final int MESSAGES = 4_096;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_ROW_BYTES = 1 << 16;

  /** Whether messages bring their fields in the order of the columns. */
  @Param({"PLAN", "ANY"})
  public FieldOrder order = FieldOrder.PLAN;

  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private final JsonRowEncoder encoder =
      new JsonRowEncoder(JsonRowPlan.compile(columns()), MAX_ROW_BYTES);
  private final byte[][] messages = new byte[MESSAGES][];
  private int next;

  /** Order of the fields in a message. */
  public enum FieldOrder {
    PLAN,
    ANY
  }

  /** Makes the messages, the same in each run. */
  @Setup
  public void makeMessages() {
    Random random = new Random(42);
    for (int i = 0; i < MESSAGES; i++) {
      List<String> fields = fields(random);
      if (order == FieldOrder.ANY) {
        Collections.shuffle(fields, random);
      }
      messages[i] = ("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** One message; the batch starts over when it is full. */
  @Benchmark
  public int row() {
    byte[] message = messages[next++ & (MESSAGES - 1)];
    if (out.position() >= BATCH_BYTES) {
      out.reset();
    }
    RowProblem problem = encoder.encode(message, 0, message.length, out);
    if (problem != null) {
      throw new IllegalStateException(problem.sentence());
    }
    return out.position();
  }

  private static List<RowColumn> columns() {
    return List.of(
        column("ts", "DateTime64(3)"),
        column("user_id", "UInt64"),
        column("action", "LowCardinality(String)"),
        column("url", "String"),
        column("amount", "Float64"),
        column("props", "Map(String, String)"));
  }

  private static RowColumn column(String name, String type) {
    return new RowColumn(name, ColumnType.parse(type), "$." + name, false);
  }

  private static List<String> fields(Random random) {
    List<String> fields = new ArrayList<>();
    fields.add(
        "\"ts\":\"2026-%02d-%02d %02d:%02d:%02d.%03d\""
            .formatted(
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1_000)));
    fields.add("\"user_id\":" + random.nextInt(10_000_000));
    fields.add("\"action\":\"" + List.of("view", "click", "buy").get(random.nextInt(3)) + "\"");
    fields.add("\"url\":\"https://example.com/item/" + random.nextInt(1_000_000) + "\"");
    fields.add("\"amount\":" + random.nextInt(100_000) / 100.0);
    fields.add(
        "\"props\":{\"browser\":\"firefox\",\"country\":\"de\",\"version\":\"%d\"}"
            .formatted(random.nextInt(100)));
    return fields;
  }
}
