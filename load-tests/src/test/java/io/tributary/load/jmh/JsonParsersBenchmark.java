package io.tributary.load.jmh;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;
import java.util.Arrays;
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
 * How fast would JSON messages of the reference schema become RowBinary rows with this or that JSON
 * library? One thread; the libraries' rows are written by hand for this schema, and all make the
 * same bytes.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -cp \
 *     "cli/target/app/lib/*:load-tests/target/test-classes:load-tests/target/json-parsers/*" \
 *     org.openjdk.jmh.Main JsonParsers -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class JsonParsersBenchmark {
  private static final int MESSAGES = 4_096;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_ROW_BYTES = 1 << 16;
  private static final int PADDING = 64;

  /** What reads the JSON. */
  @Param({"TRIBUTARY", "JACKSON", "JACKSON_FED", "FASTJSON2", "DSL_JSON", "SIMDJSON"})
  public Library library = Library.TRIBUTARY;

  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private final byte[][] messages = new byte[MESSAGES][];
  private final int[] lengths = new int[MESSAGES];
  private RowParser parser = new TributaryRows();
  private int next;

  /** The libraries, one of them in two ways. */
  public enum Library {
    TRIBUTARY,
    JACKSON,
    JACKSON_FED,
    FASTJSON2,
    DSL_JSON,
    SIMDJSON
  }

  /** Makes the messages, the same in each run, and checks the rows of all of them. */
  @Setup
  public void makeMessages() throws IOException {
    Random random = new Random(42);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] message = JsonWorkload.REFERENCE.message(random, FieldOrder.PLAN);
      messages[i] = Arrays.copyOf(message, message.length + PADDING);
      lengths[i] = message.length;
    }
    byte[] expected = rows(new TributaryRows());
    parser =
        switch (library) {
          case TRIBUTARY -> new TributaryRows();
          case JACKSON -> new JacksonRows();
          case JACKSON_FED -> new JacksonFedRows();
          case FASTJSON2 -> new Fastjson2Rows();
          case DSL_JSON -> new DslJsonRows();
          case SIMDJSON -> new SimdjsonRows();
        };
    if (!Arrays.equals(expected, rows(parser))) {
      throw new IllegalStateException(library + " makes other rows than the product");
    }
  }

  private byte[] rows(RowParser rowParser) throws IOException {
    out.reset();
    for (int i = 0; i < MESSAGES; i++) {
      rowParser.append(messages[i], lengths[i], out);
    }
    byte[] rows = Arrays.copyOf(out.array(), out.position());
    out.reset();
    return rows;
  }

  /** One message; the batch starts over when it is full. */
  @Benchmark
  public int row() throws IOException {
    int message = next++ & (MESSAGES - 1);
    if (out.position() >= BATCH_BYTES) {
      out.reset();
    }
    parser.append(messages[message], lengths[message], out);
    return out.position();
  }
}
