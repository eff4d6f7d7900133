package io.tributary.load.columns;

/** Where a reader stands in RowBinary rows. */
final class RowCursor {
  private final byte[] bytes;
  private int at;

  RowCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  /** Goes on behind so many bytes, and returns where they begin. */
  int skip(int count) {
    int start = at;
    at = start + count;
    return start;
  }

  /** The length of a string or the count of a collection, at most 2^28. */
  int readLength() {
    int first = bytes[at++];
    if (first >= 0) {
      return first;
    }
    int length = first & 0x7F;
    int next;
    int shift = 7;
    do {
      next = bytes[at++];
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return length;
  }
}
