package io.tributary.gatherer.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The files of a spool; the segment's name and the kind's ending make the name. */
enum FileKind {
  /** Entries, in the order they were accepted. */
  ENTRIES("spool", "TSPL"),
  /** Which of them are settled. */
  SETTLED("settled", "TSTL"),
  /** The idempotency keys of a segment, which outlive it. */
  KEYS("keys", "TKEY");

  private final String ending;
  private final int magic;

  FileKind(String ending, String magic) {
    this.ending = ending;
    this.magic = ByteBuffer.wrap(magic.getBytes(US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  String ending() {
    return ending;
  }

  int magic() {
    return magic;
  }
}
