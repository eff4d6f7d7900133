package io.tributary.protocol.frame;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of one session as they arrive and gives back its frames. Belongs to the session's
 * event loop; the loop around it is
 *
 * <pre>
 *   reader.feed(chunk);
 *   for (Frame frame = reader.next(); frame != null; frame = reader.next()) { … }
 * </pre>
 *
 * <p>Before {@link #handshakeDone} only Hello, Welcome and Goodbye are taken, of at most 8 KiB.
 * Bytes are copied once, out of the chunk, which is not kept: a Rows payload into the memory that
 * the admission gives and that then is the frame's payload, anything else into an array that grows
 * with what has arrived. No length found in the bytes takes memory before it was checked against
 * the limits and, for Rows, admitted.
 *
 * <p>Whatever the bytes are, {@link #next} returns a frame, returns null or throws a {@link
 * ProtocolViolation}. After a violation the reader ignores what it is fed and throws the same one
 * again.
 */
public final class FrameReader {
  private static final int LENGTH_BYTES = 4;
  private static final int FEW_BYTES = 256;
  private static final Buffer NOTHING = Buffer.buffer(0);

  private enum Stage {
    LENGTH,
    TYPE,
    CONTROL_BODY,
    ROWS_HEAD,
    ROWS_PAYLOAD
  }

  private final RowsAdmission admission;
  private @Nullable SessionLimits limits;
  private @Nullable ProtocolViolation violation;

  private Buffer chunk = NOTHING;
  private int position;

  private final ByteIntake intake = new ByteIntake();
  private Stage stage = Stage.LENGTH;
  private int frameLength;
  private FrameType type = FrameType.HELLO;
  private @Nullable RowsHead rowsHead;
  private @Nullable ByteBuf payload;
  private final CRC32C crc = new CRC32C();
  private final byte[] few = new byte[FEW_BYTES];

  /**
   * Starts with the limits that hold before the handshake.
   *
   * @param admission asked before memory for a payload is taken, and then for that memory
   */
  public FrameReader(RowsAdmission admission) {
    this.admission = admission;
    intake.want(LENGTH_BYTES);
  }

  /**
   * Switches to the limits of the session; they hold from the next frame on.
   *
   * @throws IllegalStateException when called twice
   */
  public void handshakeDone(SessionLimits sessionLimits) {
    if (limits != null) {
      throw new IllegalStateException("the handshake is done already");
    }
    limits = sessionLimits;
  }

  /**
   * Takes a chunk; it must not change until {@link #next} has returned null.
   *
   * @throws IllegalStateException when the chunk before has not been read to its end
   */
  public void feed(Buffer next) {
    if (violation != null) {
      return;
    }
    if (position < chunk.length()) {
      throw new IllegalStateException("frames of the last chunk have not been taken");
    }
    chunk = next;
    position = 0;
  }

  /**
   * The next complete frame, null when more bytes are needed.
   *
   * @throws ProtocolViolation when the bytes, or the admission of a batch, break a rule
   */
  public @Nullable Frame next() throws ProtocolViolation {
    if (violation != null) {
      throw violation;
    }
    try {
      return advance();
    } catch (ProtocolViolation e) {
      throw stop(e);
    } catch (BrokenRule e) {
      throw stop(new ProtocolViolation(e.rule(), String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Frame advance() throws ProtocolViolation {
    while (fill()) {
      switch (stage) {
        case LENGTH -> checkLength();
        case TYPE -> checkType();
        case CONTROL_BODY -> {
          return controlFrame();
        }
        case ROWS_HEAD -> admitRows();
        case ROWS_PAYLOAD -> {
          return rowsFrame();
        }
      }
    }
    chunk = NOTHING;
    position = 0;
    return null;
  }

  /** True when the stage has all its bytes, false when the chunk has no more of them. */
  private boolean fill() {
    if (stage == Stage.ROWS_PAYLOAD) {
      return fill(requireNonNull(payload));
    }
    position += intake.fill(chunk, position);
    return intake.isFull();
  }

  private boolean fill(ByteBuf memory) {
    int count = Math.min(payloadBytes() - memory.readableBytes(), chunk.length() - position);
    if (count > FEW_BYTES) {
      memory.writeBytes(((BufferInternal) chunk).getByteBuf(), position, count);
    } else {
      // Without an object: bytes may come one by one.
      chunk.getBytes(position, position + count, few);
      memory.writeBytes(few, 0, count);
    }
    position += count;
    return memory.readableBytes() == payloadBytes();
  }

  private void checkLength() throws ProtocolViolation {
    frameLength = new FieldReader(intake.bytes(), LENGTH_BYTES).i32("length");
    if (frameLength == 0) {
      throw new ProtocolViolation(Rule.EMPTY_FRAME, "a frame without a type");
    }
    checkNotLonger(
        limits == null
            ? WireLimits.HANDSHAKE_FRAME_BYTES
            : Math.max(WireLimits.CONTROL_FRAME_BYTES, WireLimits.longestRows(limits)));
    enter(Stage.TYPE, WireLimits.TYPE_BYTES);
  }

  private void checkType() throws ProtocolViolation {
    int code = intake.bytes()[0] & 0xff;
    FrameType known = FrameType.ofCode(code);
    if (known == null) {
      throw new ProtocolViolation(Rule.UNKNOWN_TYPE, "no frame has the type " + code);
    }
    type = known;
    if (limits == null && !type.opensSession()) {
      throw new ProtocolViolation(Rule.HANDSHAKE_FIRST, type + " before the handshake");
    }
    if (limits != null && !type.continuesSession()) {
      throw new ProtocolViolation(Rule.HANDSHAKE_ONCE, type + " after the handshake");
    }
    if (type == FrameType.ROWS && limits != null) {
      checkNotLonger(WireLimits.longestRows(limits));
      checkRowsNotShorter();
      enter(Stage.ROWS_HEAD, RowsHead.BYTES);
    } else {
      checkNotLonger(WireLimits.CONTROL_FRAME_BYTES);
      enter(Stage.CONTROL_BODY, frameLength - WireLimits.TYPE_BYTES);
    }
  }

  private void checkNotLonger(int limit) throws ProtocolViolation {
    if (Integer.compareUnsigned(frameLength, limit) > 0) {
      throw new ProtocolViolation(
          Rule.FRAME_TOO_LONG,
          "a frame of %d bytes, at most %d may come"
              .formatted(Integer.toUnsignedLong(frameLength), limit));
    }
  }

  private void checkRowsNotShorter() throws ProtocolViolation {
    if (payloadBytes() < 0) {
      throw new ProtocolViolation(
          Rule.FIELD_PAST_END,
          "ROWS ends inside its fixed fields, %d bytes".formatted(frameLength));
    }
    if (payloadBytes() == 0) {
      throw new ProtocolViolation(Rule.EMPTY_PAYLOAD, "ROWS without a payload");
    }
  }

  private int payloadBytes() {
    return frameLength - WireLimits.TYPE_BYTES - RowsHead.BYTES;
  }

  private void admitRows() throws ProtocolViolation {
    RowsHead head = RowsHead.read(intake.bytes(), requireNonNull(limits).maxBatchRows());
    admission.admit(head.stream(), payloadBytes());
    crc.reset();
    crc.update(intake.bytes(), RowsHead.CRC_BYTES, RowsHead.BYTES - RowsHead.CRC_BYTES);
    rowsHead = head;
    payload = admission.memory(payloadBytes());
    stage = Stage.ROWS_PAYLOAD;
  }

  private Frame rowsFrame() throws ProtocolViolation {
    RowsHead head = requireNonNull(rowsHead);
    RowsHead.update(crc, requireNonNull(payload));
    if ((int) crc.getValue() != head.crc()) {
      throw new ProtocolViolation(
          Rule.CHECKSUM, "%08x announced, %08x found".formatted(head.crc(), (int) crc.getValue()));
    }
    Buffer rows = BufferInternal.buffer(requireNonNull(payload));
    payload = null;
    enter(Stage.LENGTH, LENGTH_BYTES);
    return head.rows(rows);
  }

  private Frame controlFrame() throws ProtocolViolation {
    Frame frame = ControlDecoder.decode(type, intake.bytes(), intake.have());
    enter(Stage.LENGTH, LENGTH_BYTES);
    return frame;
  }

  private void enter(Stage next, int count) {
    stage = next;
    intake.want(count);
  }

  private ProtocolViolation stop(ProtocolViolation found) {
    violation = found;
    chunk = NOTHING;
    position = 0;
    payload = null;
    enter(Stage.LENGTH, LENGTH_BYTES);
    return found;
  }
}
