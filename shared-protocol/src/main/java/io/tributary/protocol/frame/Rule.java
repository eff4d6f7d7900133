package io.tributary.protocol.frame;

/**
 * The rules of PROTOCOL.md whose breach ends a session, by the numbers of that document. {@link
 * FrameReader} finds breaches of P-1 to P-20 in the bytes; the rest depends on what went before and
 * is found by the session that owns the reader.
 */
public enum Rule {
  EMPTY_FRAME(1),
  FRAME_TOO_LONG(2),
  UNKNOWN_TYPE(3),
  FIELD_PAST_END(4),
  TRAILING_BYTES(5),
  HANDSHAKE_FIRST(6),
  HANDSHAKE_ONCE(7),
  MAGIC(8),
  VERSION_RANGE(9),
  TEXT_ENCODING(10),
  TEXT_LENGTH(11),
  MESSAGE_LINE(12),
  UNKNOWN_CODE(13),
  HANDLE(14),
  NUMBER_RANGE(15),
  LIST_SIZE(16),
  OFFSET_ORDER(17),
  EMPTY_PAYLOAD(18),
  BATCH_ROWS(19),
  CHECKSUM(20),
  DIRECTION(21),
  ENSURE_FIRST(22),
  OPEN_FIRST(23),
  LAYOUT_FIRST(24),
  HANDLE_REUSE(25),
  HANDLE_LIMIT(26),
  CREDIT(27),
  BATCH_BYTES(28),
  SEQUENCE(29),
  UNASKED(30);

  private final int number;

  Rule(int number) {
    this.number = number;
  }

  /** The rule's number in PROTOCOL.md, such as {@code P-2}. */
  public String id() {
    return "P-" + number;
  }

  /** True when the bytes of one frame and the state of the handshake are enough to tell. */
  boolean isFoundByReader() {
    return number <= CHECKSUM.number;
  }
}
