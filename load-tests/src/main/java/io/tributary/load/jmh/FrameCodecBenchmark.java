package io.tributary.load.jmh;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tributary.gatherer.table.PayloadMemory;
import io.tributary.protocol.frame.Compression;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.FrameEncoder;
import io.tributary.protocol.frame.FrameReader;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.RowsAdmission;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * What does a frame cost a connector to make and a gatherer to read, apart from the socket? For a
 * batch that is the head with its checksum, and the reader with its one copy into pooled memory;
 * for a verdict the whole frame.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
 *     --sun-misc-unsafe-memory-access=allow -cp "cli/target/app/lib/*" org.openjdk.jmh.Main \
 *     FrameCodec -prof gc -prof io.tributary.load.jmh.CpuProfiler
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class FrameCodecBenchmark {
  private static final SessionLimits LIMITS =
      new SessionLimits(4 << 20, 4 << 20, 1 << 20, 1 << 10, 1 << 10);

  /** Batches as the session of a connector has them. */
  @State(Scope.Thread)
  public static class Batches {
    /** The most that a socket's handler gets at once from Netty. */
    private static final int CHUNK_BYTES = 64 << 10;

    /** Size of a batch's payload. */
    @Param({"4096", "65536", "1048576"})
    public int payloadBytes = ClickRows.BATCH_BYTES;

    private final Admission admission = new Admission();
    private final FrameReader reader = new FrameReader(admission);
    private final List<Buffer> chunks = new ArrayList<>();
    private Frame.Rows rows = frame(ClickRows.of(payloadBytes));

    /** Makes a batch, and the chunks in which it arrives: outside of the heap, as Netty's are. */
    @Setup
    public void makeFrame() {
      rows = frame(ClickRows.of(payloadBytes));
      reader.handshakeDone(LIMITS);
      Buffer bytes = FrameEncoder.encode(rows);
      for (int from = 0; from < bytes.length(); from += CHUNK_BYTES) {
        byte[] part = bytes.getBytes(from, Math.min(bytes.length(), from + CHUNK_BYTES));
        chunks.add(BufferInternal.buffer(Unpooled.directBuffer(part.length).writeBytes(part)));
      }
    }

    private static Frame.Rows frame(ClickRows batch) {
      return new Frame.Rows(
          1,
          7,
          0x1234_5678_9abc_def0L,
          1_000_000,
          1_000_000 + batch.rows() - 1L,
          batch.rows(),
          RowsKind.FRESH,
          Compression.NONE,
          Buffer.buffer(batch.bytes()));
    }
  }

  /** Verdicts as they go back, one chunk each. */
  @State(Scope.Thread)
  public static class Verdicts {
    private final Frame.Settled frame = new Frame.Settled(1, 7, new Verdict.Stored());
    private final FrameReader reader = new FrameReader((stream, length) -> {});
    private final Buffer chunk = FrameEncoder.encode(frame);

    /** As after a handshake. */
    public Verdicts() {
      reader.handshakeDone(LIMITS);
    }
  }

  /** Admits all, into pooled memory as a gatherer has it. */
  private static final class Admission implements RowsAdmission {
    private final PayloadMemory memory = new PayloadMemory();
    private @Nullable ByteBuf arriving;

    @Override
    public void admit(int stream, int length) {}

    @Override
    public ByteBuf memory(int length) {
      ByteBuf taken = memory.take(length);
      arriving = taken;
      return taken;
    }

    void settled() {
      requireNonNull(arriving).release();
      arriving = null;
    }
  }

  /** A batch's head; the payload, which lies in an array, is read for its checksum only. */
  @Benchmark
  public Buffer batchHead(Batches batches) {
    return FrameEncoder.rowsHead(batches.rows);
  }

  /** A batch out of its chunks into pooled memory, checked, and the memory given back. */
  @Benchmark
  public int batchRead(Batches batches) throws ProtocolViolation {
    int found = 0;
    for (Buffer chunk : batches.chunks) {
      batches.reader.feed(chunk);
      for (Frame next = batches.reader.next(); next != null; next = batches.reader.next()) {
        batches.admission.settled();
        found++;
      }
    }
    if (found != 1) {
      throw new IllegalStateException(found + " frames out of one");
    }
    return found;
  }

  /** A verdict to bytes. */
  @Benchmark
  public Buffer verdictEncode(Verdicts verdicts) {
    return FrameEncoder.encode(verdicts.frame);
  }

  /** A verdict out of bytes. */
  @Benchmark
  public Frame verdictRead(Verdicts verdicts) throws ProtocolViolation {
    verdicts.reader.feed(verdicts.chunk);
    Frame frame = requireNonNull(verdicts.reader.next());
    if (verdicts.reader.next() != null) {
      throw new IllegalStateException("two frames out of one");
    }
    return frame;
  }
}
