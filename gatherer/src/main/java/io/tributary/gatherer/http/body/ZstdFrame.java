package io.tributary.gatherer.http.body;

/**
 * Reads the window of a zstd frame from its first bytes (RFC 8878, 3.1.1.1), which is how much
 * memory decoding takes:
 *
 * <pre>
 *   0        4            5                 5 or 6       + 0, 1, 2, 4   + 0, 1, 2, 4, 8
 *   ┌────────┬────────────┬─────────────────┬───────────────┬──────────────────┐
 *   │ magic  │ descriptor │ window, if not  │ dictionary id │ content size     │
 *   │        │            │ single segment  │               │                  │
 *   └────────┴────────────┴─────────────────┴───────────────┴──────────────────┘
 * </pre>
 *
 * <p>One thread.
 */
final class ZstdFrame {
  /** What RFC 8878 recommends decoders to support: 8 MiB. */
  static final int MAX_WINDOW_LOG = 23;

  static final int MIN_WINDOW_LOG = 10;

  private static final int MAX_HEADER_BYTES = 18;
  private static final int DESCRIPTOR = 4;
  private static final int MAGIC = 0xFD2FB528;
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;
  private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

  private final byte[] header = new byte[MAX_HEADER_BYTES];
  private int length;

  /** Takes what it needs of the first bytes, without using them up. */
  void add(byte[] bytes, int offset, int count) {
    int taken = Math.min(count, header.length - length);
    System.arraycopy(bytes, offset, header, length, taken);
    length += taken;
  }

  /**
   * Base-2 logarithm of the window in bytes, 10 to 23; -1 while it is not known.
   *
   * @throws BodyProblem if it is no frame, or its window is too large
   */
  int windowLog() throws BodyProblem {
    if (length < DESCRIPTOR) {
      return -1;
    }
    int magic = (int) number(0, Integer.BYTES);
    if ((magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
      return MAX_WINDOW_LOG;
    }
    if (magic != MAGIC) {
      throw BodyProblem.broken("the body is not zstd: it begins otherwise");
    }
    if (length <= DESCRIPTOR) {
      return -1;
    }
    int descriptor = header[DESCRIPTOR] & 0xFF;
    boolean singleSegment = (descriptor & 0x20) != 0;
    int at = DESCRIPTOR + 1 + (singleSegment ? DICTIONARY_BYTES[descriptor & 3] : 0);
    int bytes = singleSegment ? contentSizeBytes(descriptor) : 1;
    if (length < at + bytes) {
      return -1;
    }
    return singleSegment ? log(contentSize(at, bytes)) : log(window(header[at] & 0xFF));
  }

  private static int contentSizeBytes(int descriptor) {
    return 1 << (descriptor >>> 6);
  }

  private long contentSize(int at, int bytes) {
    return number(at, bytes) + (bytes == Short.BYTES ? 256 : 0);
  }

  private static long window(int octet) {
    long base = 1L << (MIN_WINDOW_LOG + (octet >>> 3));
    return base + base / 8 * (octet & 7);
  }

  private static int log(long window) throws BodyProblem {
    if (window < 0 || window > 1L << MAX_WINDOW_LOG) {
      throw BodyProblem.broken(
          "the zstd data need a window of more than 8 MiB: compress without --long or --ultra");
    }
    int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, window) - 1);
    return Math.max(MIN_WINDOW_LOG, log);
  }

  private long number(int at, int bytes) {
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = (number << Byte.SIZE) | (header[at + i] & 0xFF);
    }
    return number;
  }
}
