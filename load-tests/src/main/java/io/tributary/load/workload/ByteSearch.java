package io.tributary.load.workload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds bytes in bytes. */
final class ByteSearch {
  private ByteSearch() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Where {@code part} first begins, -1 for nowhere. */
  static int find(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
