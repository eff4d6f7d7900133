package io.tributary.protocol.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Reads the fields of one frame's body in order. Takes memory only for bytes that are there. */
final class FieldReader {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private final int end;
  private int position;

  /** Reads {@code bytes[0..length)}. */
  FieldReader(byte[] bytes, int length) {
    this.bytes = bytes;
    this.end = length;
  }

  int u8(String what) throws ProtocolViolation {
    return bytes[take(what, 1)] & 0xff;
  }

  int u16(String what) throws ProtocolViolation {
    return (short) SHORT.get(bytes, take(what, 2)) & 0xffff;
  }

  int i32(String what) throws ProtocolViolation {
    return (int) INT.get(bytes, take(what, 4));
  }

  long i64(String what) throws ProtocolViolation {
    return (long) LONG.get(bytes, take(what, 8));
  }

  UUID uuid(String what) throws ProtocolViolation {
    int at = take(what, 16);
    return new UUID((long) LONG.get(bytes, at), (long) LONG.get(bytes, at + 8));
  }

  boolean flag(String what) throws ProtocolViolation {
    int code = u8(what);
    if (code > 1) {
      throw WireCodes.unknown(what, code);
    }
    return code == 1;
  }

  /** A text of up to 65,535 bytes. */
  String shortText(String what) throws ProtocolViolation {
    return text(what, u16(what));
  }

  /** A short text of 1 to {@code max} UTF-16 code units. */
  String name(String what, int max) throws ProtocolViolation {
    String name = shortText(what);
    if (name.isEmpty() || name.length() > max) {
      throw new ProtocolViolation(
          Rule.TEXT_LENGTH, what + " does not have 1 to " + max + " characters: " + name.length());
    }
    return name;
  }

  /** A text as long as its frame may be. */
  String longText(String what) throws ProtocolViolation {
    return text(what, i32(what));
  }

  /** A long text that is not blank. */
  String type(String what) throws ProtocolViolation {
    String type = longText(what);
    if (type.isBlank()) {
      throw new ProtocolViolation(Rule.TEXT_LENGTH, what + " is blank");
    }
    return type;
  }

  String message() throws ProtocolViolation {
    String message = shortText("message");
    if (!MessageLine.isFit(message)) {
      throw new ProtocolViolation(
          Rule.MESSAGE_LINE,
          "a message is one line of up to %d characters, not %d"
              .formatted(MessageLine.MAX_LENGTH, message.length()));
    }
    return message;
  }

  /** Checks that {@code count} items of at least {@code bytesEach} can follow. */
  int items(String what, int count, int bytesEach) throws ProtocolViolation {
    if (count < 0 || (long) count * bytesEach > end - position) {
      throw pastEnd(what, Integer.toUnsignedLong(count) * bytesEach);
    }
    return count;
  }

  void finish() throws ProtocolViolation {
    if (position != end) {
      throw new ProtocolViolation(
          Rule.TRAILING_BYTES, end - position + " bytes follow the last field");
    }
  }

  private String text(String what, int length) throws ProtocolViolation {
    int at = take(what, length);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    // A replacement character was either sent as such or stands for bytes that are not UTF-8.
    boolean malformed = text.indexOf(REPLACEMENT) >= 0 && !isSame(text, at, length);
    if (malformed || text.indexOf('\0') >= 0) {
      throw new ProtocolViolation(Rule.TEXT_ENCODING, what + " is not UTF-8, or has a NUL in it");
    }
    return text;
  }

  private boolean isSame(String text, int at, int length) {
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, at, at + length);
  }

  private int take(String what, int count) throws ProtocolViolation {
    if (count < 0 || count > end - position) {
      throw pastEnd(what, Integer.toUnsignedLong(count));
    }
    int at = position;
    position += count;
    return at;
  }

  private ProtocolViolation pastEnd(String what, long wanted) {
    return new ProtocolViolation(
        Rule.FIELD_PAST_END,
        "%s needs %d bytes, %d are left".formatted(what, wanted, end - position));
  }
}
