package io.tributary.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds for every frame, however its bytes arrive and whatever happened to them. */
final class FrameCodecPropertyTest {
  private static final int MOST_SPLITS = 3_000;

  @Provide
  Arbitrary<Frame> handshakeFrames() {
    return Frames.handshake();
  }

  @Provide
  Arbitrary<Frame> sessionFrames() {
    return Frames.session();
  }

  @Property(tries = 200)
  void handshakeFrameSplitAnywhereIsItself(@ForAll("handshakeFrames") Frame frame)
      throws ProtocolViolation {
    splitAnywhere(frame, null);
  }

  @Property(tries = 500)
  void sessionFrameSplitAnywhereIsItself(@ForAll("sessionFrames") Frame frame)
      throws ProtocolViolation {
    splitAnywhere(frame, Vector.LIMITS);
  }

  @Property(tries = 500)
  void framesInPiecesOfAnySizeAreThemselves(
      @ForAll @Size(max = 5) List<@From("sessionFrames") Frame> frames,
      @ForAll @IntRange(min = 1, max = 600) int pieceBytes)
      throws ProtocolViolation {
    Buffer bytes = Buffer.buffer();
    frames.forEach(frame -> bytes.appendBuffer(FrameEncoder.encode(frame)));
    FrameReader reader = reader(Vector.LIMITS);
    List<Frame> read = new ArrayList<>();
    for (int at = 0; at < bytes.length(); at += pieceBytes) {
      reader.feed(bytes.slice(at, Math.min(at + pieceBytes, bytes.length())));
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        read.add(frame);
      }
    }
    assertEquals(frames, read);
  }

  @Property(tries = 1_000)
  void headAndPayloadWrittenApartAreTheFrame(@ForAll("sessionFrames") Frame frame) {
    if (frame instanceof Frame.Rows rows) {
      Buffer apart = FrameEncoder.rowsHead(rows).appendBuffer(rows.payload());
      assertEquals(FrameEncoder.encode(rows), apart);
    }
  }

  /** A decoder that threw anything but a violation would fail this. */
  @Property(tries = 2_000)
  void changedByteEndsInAViolationOrInAFrameOfTheseBytes(
      @ForAll("sessionFrames") Frame frame, @ForAll int position, @ForAll byte value) {
    Buffer bytes = FrameEncoder.encode(frame);
    bytes.setByte(Math.floorMod(position, bytes.length()), value);
    FrameReader reader = reader(Vector.LIMITS);
    reader.feed(bytes);
    try {
      Frame read = reader.next();
      if (read != null) {
        Buffer again = FrameEncoder.encode(read);
        assertEquals(bytes.slice(0, again.length()), again);
      }
    } catch (ProtocolViolation expected) {
      assertEquals(true, expected.rule().isFoundByReader());
    }
  }

  private static void splitAnywhere(Frame frame, @Nullable SessionLimits limits)
      throws ProtocolViolation {
    Buffer bytes = FrameEncoder.encode(frame);
    int step = 1 + bytes.length() / MOST_SPLITS;
    for (int split = 0; split <= bytes.length(); split += step) {
      FrameReader reader = reader(limits);
      reader.feed(bytes.slice(0, split));
      Frame first = reader.next();
      assertEquals(split == bytes.length() ? frame : null, first);
      reader.feed(bytes.slice(split, bytes.length()));
      if (first == null) {
        assertEquals(frame, reader.next());
      }
      assertEquals(null, reader.next());
    }
  }

  private static FrameReader reader(@Nullable SessionLimits limits) {
    FrameReader reader = new FrameReader((stream, payloadBytes) -> {});
    if (limits != null) {
      reader.handshakeDone(limits);
    }
    return reader;
  }
}
