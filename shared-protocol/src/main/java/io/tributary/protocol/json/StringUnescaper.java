package io.tributary.protocol.json;

import java.util.Arrays;

/**
 * Resolves the escapes of JSON strings into a buffer of its own, as ClickHouse does: an unknown
 * character behind a backslash stands for itself, and half of a surrogate pair that comes second
 * stands alone in three bytes. One thread.
 */
final class StringUnescaper {
  private static final int FIRST_BYTES = 256;
  private static final int UNICODE_LENGTH = 6;
  private static final int MAX_UTF8_BYTES = 4;

  private byte[] buffer = new byte[FIRST_BYTES];
  private int length;

  /** Begins a string. */
  void begin() {
    length = 0;
  }

  /** Points {@code text} to the string; it is valid until the next one begins. */
  void end(TextBytes text) {
    text.set(buffer, 0, length);
  }

  /** Appends bytes without an escape. */
  void plain(byte[] source, int from, int to) {
    int count = to - from;
    reserve(count);
    System.arraycopy(source, from, buffer, length, count);
    length += count;
  }

  private void reserve(int count) {
    if (buffer.length - length < count) {
      buffer = Arrays.copyOf(buffer, Math.max(length + count, 2 * buffer.length));
    }
  }

  /**
   * Appends what an escape stands for.
   *
   * @param backslash index of its first byte
   * @param to end of the message
   * @return index behind the escape
   */
  int escape(byte[] source, int backslash, int to) throws BrokenMessageException {
    if (backslash + 1 == to) {
      return to;
    }
    reserve(MAX_UTF8_BYTES);
    byte letter = source[backslash + 1];
    if (letter == 'u') {
      return unicode(source, backslash, to);
    }
    buffer[length++] =
        switch (letter) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> letter;
        };
    return backslash + 2;
  }

  private int unicode(byte[] source, int backslash, int to) throws BrokenMessageException {
    int unit = unit(source, backslash, to);
    int next = backslash + UNICODE_LENGTH;
    if (!Character.isHighSurrogate((char) unit)) {
      codePoint(unit);
      return next;
    }
    boolean paired = next + 1 < to && source[next] == '\\' && source[next + 1] == 'u';
    int second = paired ? unit(source, next, to) : -1;
    if (second < 0 || !Character.isLowSurrogate((char) second)) {
      throw new BrokenMessageException(
          "it is not JSON: the surrogate \\u%04x has no second half".formatted(unit));
    }
    codePoint(Character.toCodePoint((char) unit, (char) second));
    return next + UNICODE_LENGTH;
  }

  private static int unit(byte[] source, int backslash, int to) throws BrokenMessageException {
    int unit = 0;
    for (int i = backslash + 2; i < backslash + UNICODE_LENGTH; i++) {
      int digit = i < to ? Character.digit(source[i], 16) : -1;
      if (digit < 0) {
        throw new BrokenMessageException(
            "it is not JSON: \\u is not followed by four hexadecimal digits");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private void codePoint(int point) {
    if (point < 0x80) {
      buffer[length++] = (byte) point;
      return;
    }
    if (point < 0x800) {
      buffer[length++] = (byte) (0xC0 | point >> 6);
    } else {
      if (point < 0x1_0000) {
        buffer[length++] = (byte) (0xE0 | point >> 12);
      } else {
        buffer[length++] = (byte) (0xF0 | point >> 18);
        buffer[length++] = (byte) (0x80 | (point >> 12 & 0x3F));
      }
      buffer[length++] = (byte) (0x80 | (point >> 6 & 0x3F));
    }
    buffer[length++] = (byte) (0x80 | (point & 0x3F));
  }
}
