package io.tributary.load.jmh;

import io.tributary.load.workload.ClickDatum;
import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many Avro messages of data set W does one thread encode as RowBinary rows per second, and how
 * many by way of Avro's own generic reader?
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" org.openjdk.jmh.Main \
 *     AvroToRowBinary -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class AvroToRowBinaryBenchmark {
  private static final int MESSAGES = 4_096;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_ROW_BYTES = 1 << 16;

  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private final AvroRowEncoder encoder =
      new AvroRowEncoder(
          AvroRowPlan.compile(AvroSchema.parse(ClickDatum.SCHEMA, List.of()), AvroEvents.columns()),
          MAX_ROW_BYTES);
  private final GenericAvroRows generic = new GenericAvroRows();
  private byte[][] messages = {};
  private int next;

  /** Makes the messages, and looks whether both ways lead to the same. */
  @Setup
  public void makeMessages() throws IOException {
    messages = AvroEvents.messages(MESSAGES);
    for (byte[] message : messages) {
      out.reset();
      encode(message);
      int length = out.position();
      generic.row(message, out);
      if (out.position() != 2 * length) {
        throw new IllegalStateException("the rows of both differ in length");
      }
    }
  }

  private byte[] message() {
    if (out.position() >= BATCH_BYTES) {
      out.reset();
    }
    return messages[next++ & (MESSAGES - 1)];
  }

  private void encode(byte[] message) {
    RowProblem problem = encoder.encode(message, 0, message.length, out);
    if (problem != null) {
      throw new IllegalStateException(problem.sentence());
    }
  }

  /** One message through the encoder. */
  @Benchmark
  public int encoder() {
    encode(message());
    return out.position();
  }

  /** One message through Avro's reader. */
  @Benchmark
  public int generic() throws IOException {
    generic.row(message(), out);
    return out.position();
  }
}
