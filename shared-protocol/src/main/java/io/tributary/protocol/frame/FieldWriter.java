package io.tributary.protocol.frame;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Writes the fields of one frame in order, behind a place kept for its length. Refuses what the
 * other side would have to refuse.
 */
final class FieldWriter {
  private static final int LENGTH_BYTES = 4;
  private static final int MAX_U16 = 0xffff;

  private final Buffer buffer;

  FieldWriter(FrameType type, int expectedBytes) {
    buffer = Buffer.buffer(LENGTH_BYTES + expectedBytes);
    buffer.appendInt(0).appendByte((byte) type.code());
  }

  FieldWriter u8(int value) {
    buffer.appendByte((byte) value);
    return this;
  }

  FieldWriter u16(int value) {
    buffer.appendUnsignedShort(value);
    return this;
  }

  FieldWriter i32(int value) {
    buffer.appendInt(value);
    return this;
  }

  FieldWriter i64(long value) {
    buffer.appendLong(value);
    return this;
  }

  FieldWriter uuid(UUID value) {
    return i64(value.getMostSignificantBits()).i64(value.getLeastSignificantBits());
  }

  FieldWriter shortText(String what, String value) {
    ByteBuffer bytes = utf8(what, value);
    if (bytes.remaining() > MAX_U16) {
      throw new BrokenRule(
          Rule.TEXT_LENGTH, what + " has more than " + MAX_U16 + " bytes: " + bytes.remaining());
    }
    return u16(bytes.remaining()).append(bytes);
  }

  FieldWriter name(String what, String value) {
    Check.length(what, value, 1, MAX_U16);
    return shortText(what, value);
  }

  FieldWriter longText(String what, String value) {
    ByteBuffer bytes = utf8(what, value);
    return i32(bytes.remaining()).append(bytes);
  }

  FieldWriter type(String what, String value) {
    if (value.isBlank()) {
      throw new BrokenRule(Rule.TEXT_LENGTH, what + " is blank");
    }
    return longText(what, value);
  }

  FieldWriter message(String value) {
    return shortText("message", value);
  }

  /** The number of items of a list of up to 65,535. */
  FieldWriter count(String what, int value) {
    if (value > MAX_U16) {
      throw new BrokenRule(Rule.LIST_SIZE, "more than " + MAX_U16 + " " + what + ": " + value);
    }
    return u16(value);
  }

  /** The frame, {@code payloadBytes} being written behind it by someone else. */
  Buffer finish(int payloadBytes) {
    return buffer.setInt(0, buffer.length() - LENGTH_BYTES + payloadBytes);
  }

  private FieldWriter append(ByteBuffer bytes) {
    buffer.appendBytes(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    return this;
  }

  private static ByteBuffer utf8(String what, String value) {
    if (value.indexOf('\0') >= 0) {
      throw new BrokenRule(Rule.TEXT_ENCODING, what + " has a NUL in it");
    }
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new BrokenRule(Rule.TEXT_ENCODING, what + " has an unpaired surrogate");
    }
  }
}
