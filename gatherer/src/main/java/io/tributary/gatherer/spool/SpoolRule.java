package io.tributary.gatherer.spool;

/** The rules of docs/spool.md that are found in the bytes of a file, by the numbers there. */
enum SpoolRule {
  MAGIC(1),
  VERSION(2),
  HEAD_CHECKSUM(3),
  HEAD_IDENTITY(4),
  ENTRY_MAGIC(5),
  ENTRY_HEAD_CHECKSUM(6),
  ENTRY_LENGTH(7),
  ENTRY_IDENTITY(8),
  ENTRY_CHECKSUM(9),
  FLAGS(10),
  STREAM(11),
  ANSWER(12),
  SECTIONS(13),
  RECORD_CHECKSUM(14),
  RECORD_RANGE(15);

  private final int number;

  SpoolRule(int number) {
    this.number = number;
  }

  /** "S-7". */
  String id() {
    return "S-" + number;
  }
}
