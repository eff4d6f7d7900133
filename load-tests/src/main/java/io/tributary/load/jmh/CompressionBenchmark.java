package io.tributary.load.jmh;

import java.nio.ByteBuffer;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What would it cost to compress batches between connector and gatherer? An operation is a batch of
 * 1 MiB of data set W; its length when compressed is printed in each fork.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
 *     -cp "cli/target/app/lib/*" org.openjdk.jmh.Main Compression -prof gc \
 *     -prof io.tributary.load.jmh.CpuProfiler
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class CompressionBenchmark {
  /** What can be chosen. */
  public enum Choice {
    /** Nothing but a copy. */
    NONE,

    /** LZ4's fast compressor. */
    LZ4,

    /** Zstandard at its lowest positive level. */
    ZSTD_1;

    private BatchCodec open() {
      return switch (this) {
        case NONE -> new BatchCodec.Copy();
        case LZ4 -> new BatchCodec.Lz4();
        case ZSTD_1 -> new BatchCodec.Zstd1();
      };
    }
  }

  /** How. */
  @Param public Choice compression = Choice.NONE;

  private BatchCodec codec = Choice.NONE.open();
  private byte[] batch = {};
  private byte[] compressed = {};
  private ByteBuffer arrived = ByteBuffer.allocateDirect(0);
  private int arrivedBytes;
  private ByteBuffer payload = ByteBuffer.allocateDirect(0);

  /** Makes a batch, and looks whether it comes back as it was. */
  @Setup
  public void makeBatch() {
    ClickRows rows = ClickRows.of(ClickRows.BATCH_BYTES);
    codec = compression.open();
    batch = rows.bytes();
    compressed = new byte[codec.bound(batch.length)];
    arrivedBytes = compress();
    arrived = ByteBuffer.allocateDirect(arrivedBytes).put(0, compressed, 0, arrivedBytes);
    payload = ByteBuffer.allocateDirect(batch.length);
    byte[] back = new byte[decompress()];
    payload.get(0, back);
    if (!Arrays.equals(batch, back)) {
      throw new IllegalStateException("another batch comes back");
    }
    System.out.printf("%d rows, %d bytes become %d%n", rows.rows(), batch.length, arrivedBytes);
  }

  @TearDown
  public void close() {
    codec.close();
  }

  /** A batch of the heap, as a connector would send it. */
  @Benchmark
  public int compress() {
    return codec.compress(batch, compressed);
  }

  /** Back, outside of the heap, as a gatherer would keep it. */
  @Benchmark
  public int decompress() {
    return codec.decompress(arrived, arrivedBytes, payload);
  }
}
