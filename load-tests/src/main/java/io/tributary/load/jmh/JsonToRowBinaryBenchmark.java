package io.tributary.load.jmh;

import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
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
 * How many JSON messages of a schema does one thread encode as RowBinary rows per second, and what
 * does a row cost in objects? With fields in the order of the columns, which are written straight,
 * and in any order, which takes the scratch area.
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

  /** Columns and messages. */
  @Param({"REFERENCE", "FLAT", "NESTED", "LOGS"})
  public JsonWorkload schema = JsonWorkload.REFERENCE;

  /** Whether messages bring their fields in the order of the columns. */
  @Param({"PLAN", "ANY"})
  public FieldOrder order = FieldOrder.PLAN;

  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private JsonRowEncoder encoder =
      new JsonRowEncoder(JsonRowPlan.compile(schema.columns()), MAX_ROW_BYTES);
  private final byte[][] messages = new byte[MESSAGES][];
  private int next;

  /** Makes the messages, the same in each run. */
  @Setup
  public void makeMessages() {
    Random random = new Random(42);
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] = schema.message(random, order);
    }
    encoder = new JsonRowEncoder(JsonRowPlan.compile(schema.columns()), MAX_ROW_BYTES);
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
}
