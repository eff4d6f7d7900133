package io.tributary.load.workload;

/** Writes times as Avro's {@code timestamp-millis} of a fixed length into messages. */
final class TimeVarint {
  /** Bytes of a time from 1970-07-19 (2^34 ms) to 2039-09-07 (2^41 ms). */
  static final int BYTES = 6;

  private TimeVarint() {}

  static void write(byte[] to, int at, long timeMillis) {
    long rest = timeMillis << 1;
    for (int i = 0; i < BYTES - 1; i++) {
      to[at + i] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    to[at + BYTES - 1] = (byte) rest;
  }
}
