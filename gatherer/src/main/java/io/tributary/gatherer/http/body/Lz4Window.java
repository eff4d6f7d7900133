package io.tributary.gatherer.http.body;

/**
 * Decodes the sequences of LZ4 blocks byte by byte as they come, behind a window of the 64 KiB that
 * a match may reach back to:
 *
 * <pre>
 *   token ─ literal length … ─ literals ─ offset (2) ─ match length … ─┐
 *     ▲                            └ the last sequence of a block ends here
 *     └────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Blocks that depend on earlier ones, which most libraries write by default, need no other
 * treatment: the window goes on. Every length and offset is checked before a byte is copied, and
 * what lies before the frame's first byte cannot be reached. One thread.
 */
final class Lz4Window {
  static final int HISTORY_BYTES = 64 << 10;
  static final int MEMORY_BYTES = HISTORY_BYTES + BodyDecoder.PIECE_BYTES;

  private static final int MIN_MATCH_BYTES = 4;
  private static final int LONG_LENGTH = 15;

  private enum Step {
    TOKEN,
    LITERAL_LENGTH,
    LITERALS,
    OFFSET_LOW,
    OFFSET_HIGH,
    MATCH_LENGTH,
    MATCH
  }

  private final byte[] window = new byte[MEMORY_BYTES];
  private int handedOn;
  private int at;
  private int history;

  private Step step = Step.TOKEN;
  private int literals;
  private int match;
  private int offset;
  private int blockRoom;

  /** A frame begins: nothing before it can be referred to. */
  void beginFrame() {
    history = 0;
  }

  /**
   * A block begins.
   *
   * @param maxBytes that it may have decoded
   */
  void beginBlock(int maxBytes) {
    step = Step.TOKEN;
    blockRoom = maxBytes;
  }

  /** True when no more can be decoded before {@link #handOn}. */
  boolean isFull() {
    return at == window.length;
  }

  /** The number of bytes that {@link #handOn} would hand on. */
  int ready() {
    return at - handedOn;
  }

  /** Hands on what has been decoded, and makes room. */
  void handOn(BodyDecoder.Piece to) throws BodyProblem {
    int from = handedOn;
    handedOn = at;
    if (at > from) {
      to.take(window, from, at - from);
    }
    if (isFull()) {
      System.arraycopy(window, at - HISTORY_BYTES, window, 0, HISTORY_BYTES);
      at = HISTORY_BYTES;
      handedOn = at;
    }
  }

  /** Takes bytes as they are; returns how many, fewer than given only when full. */
  int copy(byte[] bytes, int from, int count) throws BodyProblem {
    int copied = Math.min(count, window.length - at);
    produce(copied);
    System.arraycopy(bytes, from, window, at - copied, copied);
    return copied;
  }

  /** Decodes; returns how many bytes were used, fewer than given only when full. */
  int decode(byte[] bytes, int from, int count) throws BodyProblem {
    int next = from;
    int end = from + count;
    while (!isFull() && (next < end || step == Step.MATCH)) {
      switch (step) {
        case LITERALS -> {
          int copied = copy(bytes, next, Math.min(literals, end - next));
          next += copied;
          literals -= copied;
          if (literals == 0) {
            step = Step.OFFSET_LOW;
          }
        }
        case MATCH -> copyMatch();
        default -> step(bytes[next++] & 0xFF);
      }
    }
    return next - from;
  }

  /** True when a block may end here. */
  boolean isBlockEnd() {
    return step == Step.OFFSET_LOW;
  }

  /** True when a match goes on without input. */
  boolean isInMatch() {
    return step == Step.MATCH;
  }

  private void step(int octet) throws BodyProblem {
    switch (step) {
      case TOKEN -> {
        literals = octet >>> 4;
        match = octet & LONG_LENGTH;
        step =
            literals == LONG_LENGTH
                ? Step.LITERAL_LENGTH
                : literals == 0 ? Step.OFFSET_LOW : Step.LITERALS;
      }
      case LITERAL_LENGTH -> {
        literals = longer(literals, octet);
        if (octet < 0xFF) {
          step = Step.LITERALS;
        }
      }
      case OFFSET_LOW -> {
        offset = octet;
        step = Step.OFFSET_HIGH;
      }
      case OFFSET_HIGH -> {
        offset |= octet << Byte.SIZE;
        if (offset == 0 || offset > history) {
          throw BodyProblem.broken("the body is not LZ4: it refers to bytes before its beginning");
        }
        step = match == LONG_LENGTH ? Step.MATCH_LENGTH : Step.MATCH;
        match += MIN_MATCH_BYTES;
      }
      case MATCH_LENGTH -> {
        match = longer(match, octet);
        if (octet < 0xFF) {
          step = Step.MATCH;
        }
      }
      case LITERALS, MATCH -> throw new IllegalStateException("these are copied");
    }
  }

  private int longer(int length, int octet) throws BodyProblem {
    if (length > blockRoom) {
      throw tooLong();
    }
    return length + octet;
  }

  private void copyMatch() throws BodyProblem {
    int count = Math.min(match, window.length - at);
    produce(count);
    int to = at - count;
    if (offset >= count) {
      System.arraycopy(window, to - offset, window, to, count);
    } else {
      // It repeats bytes that it writes itself.
      for (int i = to; i < at; i++) {
        window[i] = window[i - offset];
      }
    }
    match -= count;
    if (match == 0) {
      step = Step.TOKEN;
    }
  }

  private void produce(int count) throws BodyProblem {
    blockRoom -= count;
    if (blockRoom < 0) {
      throw tooLong();
    }
    at += count;
    history = Math.min(HISTORY_BYTES, history + count);
  }

  private static BodyProblem tooLong() {
    return BodyProblem.broken("the body is not LZ4: a block is longer than its frame allows");
  }
}
