package io.tributary.load.workload;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes times as {@code 2026-11-22 14:08:30.123} into messages. Times of the same second cost next
 * to nothing.
 *
 * <p>Thread: one.
 */
final class TimeText {
  /** Bytes of a time. */
  static final int BYTES = 23;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private long formattedSecond = Long.MIN_VALUE;
  private byte[] second = {};

  void write(byte[] to, int at, long timeMillis) {
    long wholeSecond = Math.floorDiv(timeMillis, 1000L);
    if (wholeSecond != formattedSecond) {
      formattedSecond = wholeSecond;
      second = ByteSearch.ascii(SECONDS.format(Instant.ofEpochSecond(wholeSecond)));
    }
    System.arraycopy(second, 0, to, at, second.length);
    int millis = Math.floorMod(timeMillis, 1000);
    to[at + BYTES - 4] = '.';
    to[at + BYTES - 3] = (byte) ('0' + millis / 100);
    to[at + BYTES - 2] = (byte) ('0' + millis / 10 % 10);
    to[at + BYTES - 1] = (byte) ('0' + millis % 10);
  }
}
