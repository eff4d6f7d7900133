package io.tributary.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
  private static final RowsAdmission ADMIT_ALL = (stream, payloadBytes) -> {};
  private static final int HEAD_BYTES = 51;

  @Test
  void admissionIsAskedOnceWhenTheFixedPartIsThere() throws ProtocolViolation {
    List<String> asked = new ArrayList<>();
    FrameReader reader = welcomed((stream, bytes) -> asked.add(stream + ":" + bytes));
    Buffer bytes = FrameEncoder.encode(rows(1_000));

    assertNull(feed(reader, bytes.slice(0, HEAD_BYTES - 1)));
    assertEquals(List.of(), asked);
    assertNull(feed(reader, bytes.slice(HEAD_BYTES - 1, HEAD_BYTES)));
    assertEquals(List.of("3:1000"), asked);
    assertEquals(rows(1_000), feed(reader, bytes.slice(HEAD_BYTES, bytes.length())));
    assertEquals(List.of("3:1000"), asked);
  }

  @Test
  void refusedAdmissionEndsTheSession() throws ProtocolViolation {
    ProtocolViolation noCredit = new ProtocolViolation(Rule.CREDIT, "1000 bytes, 0 granted");
    FrameReader reader =
        welcomed(
            (stream, bytes) -> {
              throw noCredit;
            });

    Buffer head = FrameEncoder.rowsHead(rows(1_000));
    assertSame(noCredit, assertThrows(ProtocolViolation.class, () -> feed(reader, head)));
    Buffer ping = FrameEncoder.encode(new Frame.Ping(1));
    assertSame(noCredit, assertThrows(ProtocolViolation.class, () -> feed(reader, ping)));
  }

  @Test
  void refusedBatchTakesNoMemory() throws ProtocolViolation {
    ProtocolViolation noCredit = new ProtocolViolation(Rule.CREDIT, "nothing granted");
    FrameReader reader =
        welcomed(
            (stream, bytes) -> {
              throw noCredit;
            });
    Buffer head = FrameEncoder.rowsHead(rows(Vector.LIMITS.maxBatchBytes()));
    long allocated = allocatedBytes();
    assertThrows(ProtocolViolation.class, () -> feed(reader, head));
    assertTrue(allocatedBytes() - allocated < Vector.LIMITS.maxBatchBytes() / 4);
  }

  @Test
  void payloadLiesInTheMemoryThatTheAdmissionGave() throws ProtocolViolation {
    ByteBuf pieces =
        Unpooled.compositeBuffer()
            .addComponent(Unpooled.buffer(3_000, 3_000).writerIndex(3_000))
            .addComponent(Unpooled.buffer(2_000, 2_000).writerIndex(2_000));
    RowsAdmission giving =
        new RowsAdmission() {
          @Override
          public void admit(int stream, int payloadBytes) {}

          @Override
          public ByteBuf memory(int payloadBytes) {
            assertEquals(5_000, payloadBytes);
            return pieces;
          }
        };
    FrameReader reader = welcomed(giving);
    Buffer bytes = FrameEncoder.encode(rows(5_000));
    assertNull(feed(reader, bytes.slice(0, 700)));
    assertNull(feed(reader, bytes.slice(700, 4_000)));
    assertEquals(rows(5_000), feed(reader, bytes.slice(4_000, bytes.length())));
    assertEquals(((BufferInternal) rows(5_000).payload()).getByteBuf(), pieces);
  }

  @Test
  void frameDoesNotChangeWithItsChunk() throws ProtocolViolation {
    FrameReader reader = welcomed(ADMIT_ALL);
    Buffer bytes = FrameEncoder.encode(rows(100));
    Frame frame = feed(reader, bytes);
    assertNull(reader.next());
    for (int i = 0; i < bytes.length(); i++) {
      bytes.setByte(i, (byte) -1);
    }
    assertEquals(rows(100), frame);
  }

  @Test
  void announcedLengthsTakeNoMemory() throws ProtocolViolation {
    FrameReader reader = welcomed(ADMIT_ALL);
    Buffer start = Buffer.buffer().appendInt(WireLimits.CONTROL_FRAME_BYTES).appendByte((byte) 3);
    Buffer one = Buffer.buffer(new byte[1]);
    feed(reader, start);
    long allocated = allocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      assertNull(feed(reader, one));
    }
    assertTrue(allocatedBytes() - allocated < 256 * 1024, "grew with what arrived");
  }

  @Test
  void framesOfOneChunkComeInOrder() throws ProtocolViolation {
    FrameReader reader = welcomed(ADMIT_ALL);
    Buffer chunk = Buffer.buffer();
    for (int i = 0; i < 10; i++) {
      chunk.appendBuffer(FrameEncoder.encode(new Frame.Ping(i)));
      chunk.appendBuffer(FrameEncoder.encode(rows(i + 1)));
    }
    reader.feed(chunk);
    for (int i = 0; i < 10; i++) {
      assertEquals(new Frame.Ping(i), reader.next());
      assertEquals(rows(i + 1), reader.next());
    }
    assertNull(reader.next());
  }

  @Test
  void handshakeSwitchesTheLimitsForTheRestOfTheChunk() throws ProtocolViolation {
    Frame welcome = new Frame.Welcome(1, "g", new UUID(1, 2), Vector.LIMITS);
    FrameReader reader = new FrameReader(ADMIT_ALL);
    Buffer chunk = FrameEncoder.encode(welcome);
    reader.feed(chunk.appendBuffer(FrameEncoder.encode(rows(10_000))));

    assertEquals(welcome, reader.next());
    reader.handshakeDone(Vector.LIMITS);
    assertEquals(rows(10_000), reader.next());
    assertThrows(IllegalStateException.class, () -> reader.handshakeDone(Vector.LIMITS));
  }

  @Test
  void chunkMustBeReadToItsEnd() throws ProtocolViolation {
    FrameReader reader = welcomed(ADMIT_ALL);
    Buffer ping = FrameEncoder.encode(new Frame.Ping(1));
    Buffer two = Buffer.buffer().appendBuffer(ping).appendBuffer(ping);
    assertEquals(new Frame.Ping(1), feed(reader, two));
    assertThrows(IllegalStateException.class, () -> reader.feed(ping));
  }

  @Test
  void largestControlFrameArrivesByteByByte() throws ProtocolViolation {
    List<OffsetRange> held = new ArrayList<>();
    for (int i = 0; i < OpenAnswer.Resume.MAX_RANGES; i++) {
      held.add(new OffsetRange(2L * i, 2L * i));
    }
    Frame opened = new Frame.Opened(1, new OpenAnswer.Resume(held, OpenAnswer.Resume.ALL));
    Buffer bytes = FrameEncoder.encode(opened);
    FrameReader reader = welcomed(ADMIT_ALL);
    for (int i = 0; i < bytes.length() - 1; i++) {
      assertNull(feed(reader, bytes.slice(i, i + 1)));
    }
    assertEquals(opened, feed(reader, bytes.slice(bytes.length() - 1, bytes.length())));
  }

  private static FrameReader welcomed(RowsAdmission admission) {
    FrameReader reader = new FrameReader(admission);
    reader.handshakeDone(Vector.LIMITS);
    return reader;
  }

  private static @Nullable Frame feed(FrameReader reader, Buffer chunk) throws ProtocolViolation {
    reader.feed(chunk);
    return reader.next();
  }

  private static Frame.Rows rows(int payloadBytes) {
    byte[] payload = new byte[payloadBytes];
    Arrays.fill(payload, (byte) 7);
    return new Frame.Rows(
        3, 4, -5, 10, 19, 10, RowsKind.FRESH, Compression.NONE, Buffer.buffer(payload));
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
