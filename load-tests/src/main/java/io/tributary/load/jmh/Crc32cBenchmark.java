package io.tributary.load.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
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
 * What does the checksum of a payload cost, which a connector takes of an array and a gatherer of
 * memory outside of the heap?
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -XX:+UseSerialGC -cp "cli/target/app/lib/*" \
 *     org.openjdk.jmh.Main Crc32c -prof gc -prof io.tributary.load.jmh.CpuProfiler
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class Crc32cBenchmark {
  /** What is summed up. */
  @Param({"1024", "16384", "262144", "1048576"})
  public int bytes = ClickRows.BATCH_BYTES;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer array = ByteBuffer.allocate(0);
  private ByteBuffer direct = ByteBuffer.allocate(0);

  /** The same bytes in both places. */
  @Setup
  public void makeBytes() {
    array = ByteBuffer.wrap(ClickRows.of(bytes).bytes());
    direct = ByteBuffer.allocateDirect(bytes).put(0, array, 0, bytes);
    if (sum(array) != sum(direct)) {
      throw new IllegalStateException("the same bytes have two checksums");
    }
  }

  private long sum(ByteBuffer of) {
    crc.reset();
    crc.update(of.clear());
    return crc.getValue();
  }

  /** Of an array on the heap. */
  @Benchmark
  public long array() {
    return sum(array);
  }

  /** Of memory outside of the heap. */
  @Benchmark
  public long direct() {
    return sum(direct);
  }
}
