package io.tributary.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes of ClickHouse's format RowBinary, as far as the tests need it. */
final class RowBinary {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  RowBinary u8(int value) {
    out.write(value);
    return this;
  }

  RowBinary u64(long value) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.writeBytes(bytes);
    return this;
  }

  /** A string of less than 128 bytes. */
  RowBinary string(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.write(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
