package io.tributary.load.jmh;

import io.netty.buffer.ByteBuf;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.PayloadMemory;
import io.tributary.gatherer.table.TableBuffer;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
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
 * What does a batch cost between its arrival and its insert, its bytes left aside? An operation is
 * one batch; every so many of them the buffer is full, by the default limits, and an insert takes
 * all.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
 *     --sun-misc-unsafe-memory-access=allow -cp "cli/target/app/lib/*" org.openjdk.jmh.Main \
 *     TableBuffer -prof gc -prof io.tributary.load.jmh.CpuProfiler
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class TableBufferBenchmark {
  private static final int INSERT_ROWS = 500_000;
  private static final long INSERT_BYTES = 64L << 20;
  private static final int ROW_BYTES = 150;
  private static final Layout LAYOUT =
      new Layout(List.of(new LayoutColumn("url", "String", false)));
  private static final long FINGERPRINT = LAYOUT.fingerprint();
  private static final Writer WRITER =
      new Writer(new SourcePartition("clicks", 0, 1), 1, Guarantee.EXACTLY_ONCE, new UUID(1, 2));

  /** Size of a batch. */
  @Param({"4096", "1048576"})
  public int payloadBytes = ClickRows.BATCH_BYTES;

  private final TableBuffer buffer = new TableBuffer();
  private final PayloadMemory memory = new PayloadMemory();
  private Buffer kept = Buffer.buffer();
  private long sequence;

  /** Makes the bytes of batches that own none. */
  @Setup
  public void makeBytes() {
    kept = Buffer.buffer(new byte[payloadBytes]);
  }

  private Batch batch(Payload payload) {
    int rows = payloadBytes / ROW_BYTES;
    long first = sequence * rows;
    return new Batch(
        new Batch.Sender(Nobody.INSTANCE, WRITER, 1, sequence++),
        LAYOUT,
        FINGERPRINT,
        RowsKind.FRESH,
        new OffsetRange(first, first + rows - 1),
        rows,
        payload,
        sequence);
  }

  private boolean isFull() {
    return buffer.rows() >= INSERT_ROWS || buffer.bytes() >= INSERT_BYTES;
  }

  private List<Batch> takeAll() {
    return buffer.take(Integer.MAX_VALUE, INSERT_ROWS, INSERT_BYTES);
  }

  /** A batch is appended, and taken with the others. */
  @Benchmark
  public int appendAndTake() {
    buffer.add(batch(Payload.kept(kept)));
    return isFull() ? takeAll().size() : 0;
  }

  /** The same with memory of the pool, looked at piece by piece as a request does, and released. */
  @Benchmark
  public int pooled() {
    ByteBuf taken = memory.take(payloadBytes);
    buffer.add(batch(Payload.pooled(taken.writerIndex(payloadBytes))));
    int parts = 0;
    if (isFull()) {
      for (Batch batch : takeAll()) {
        parts += batch.payload().parts().size();
        batch.payload().release();
      }
    }
    return parts;
  }

  /** No verdict is given. */
  private enum Nobody implements BatchOrigin {
    INSTANCE;

    @Override
    public void settled(List<Batch> batches, Verdict verdict) {
      throw new IllegalStateException("nobody settles here");
    }

    @Override
    public void tableChanged() {
      throw new IllegalStateException("nothing changes here");
    }
  }
}
