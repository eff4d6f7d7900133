package io.tributary.connector.decode;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The texts that stand for the values of headers, see {@link HeaderMap}. One thread. */
final class HeaderText {
  private static final byte[] PREFIX = "base64:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST_BYTES = 256;
  private static final int MAX_ARRAY_BYTES = 1 << 30;

  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(FIRST_BYTES);
  private final RowBinaryWriter array = new RowBinaryWriter(FIRST_BYTES, MAX_ARRAY_BYTES);
  private byte[] encoded = new byte[FIRST_BYTES];

  /** Appends the text of a value as a String. */
  void write(byte @Nullable [] value, RowBinaryWriter out) {
    if (value == null) {
      out.writeVarUInt(0);
    } else if (isPlain(value)) {
      out.writeString(value, 0, value.length);
    } else {
      int length = encode(value, out.remaining());
      out.writeVarUInt(PREFIX.length + length);
      out.writeRaw(PREFIX, 0, PREFIX.length);
      out.writeRaw(encoded, 0, length);
    }
  }

  /** Begins an array that {@link #writeArray} ends. */
  void beginArray() {
    array.reset();
    array.writeInt8('[');
  }

  /**
   * Adds the text of a value to the array.
   *
   * @param maxBytes the array may have so many
   * @throws RowTooLargeException if it has more
   */
  void element(byte @Nullable [] value, int maxBytes) {
    array.limit(Math.max(array.position(), maxBytes));
    if (array.position() > 1) {
      array.writeInt8(',');
    }
    if (value == null) {
      array.writeRaw(NULL, 0, NULL.length);
      return;
    }
    array.writeInt8('"');
    if (isPlain(value)) {
      escape(value);
    } else {
      int length = encode(value, array.remaining());
      array.writeRaw(PREFIX, 0, PREFIX.length);
      array.writeRaw(encoded, 0, length);
    }
    array.writeInt8('"');
  }

  /** Appends the array as a String. */
  void writeArray(RowBinaryWriter out) {
    array.limit(MAX_ARRAY_BYTES);
    array.writeInt8(']');
    out.writeString(array.array(), 0, array.position());
  }

  private void escape(byte[] value) {
    for (byte b : value) {
      if (b == '"' || b == '\\') {
        array.writeInt8('\\');
        array.writeInt8(b);
      } else if (b >= 0 && b < ' ') {
        array.writeInt8('\\');
        array.writeInt8('u');
        array.writeInt8('0');
        array.writeInt8('0');
        array.writeInt8(HEX[b >> 4]);
        array.writeInt8(HEX[b & 0xF]);
      } else {
        array.writeInt8(b);
      }
    }
  }

  /** Fills {@link #encoded}; says in which length. */
  private int encode(byte[] value, int maxBytes) {
    long length = (value.length + 2L) / 3 * 4;
    if (PREFIX.length + length > maxBytes) {
      throw new RowTooLargeException(maxBytes);
    }
    if (encoded.length < length) {
      encoded = new byte[(int) length];
    }
    return Base64.getEncoder().encode(value, encoded);
  }

  private boolean isPlain(byte[] value) {
    return !startsWithPrefix(value) && (isAscii(value) || isUtf8(value));
  }

  private static boolean startsWithPrefix(byte[] value) {
    for (int i = 0; i < PREFIX.length; i++) {
      if (i == value.length || value[i] != PREFIX[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(byte[] value) {
    for (byte b : value) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isUtf8(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    utf8.reset();
    CoderResult result;
    do {
      decoded.clear();
      result = utf8.decode(bytes, decoded, true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
