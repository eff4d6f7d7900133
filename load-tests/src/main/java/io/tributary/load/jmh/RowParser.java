package io.tributary.load.jmh;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;

/**
 * Messages of the reference schema, or of data set W, to RowBinary, written by hand around one JSON
 * library. All of these take fields as they come, which must be in the order of the columns, and
 * check nothing that the library does not.
 */
interface RowParser {

  /**
   * @param message in its first {@code length} bytes; some bytes of padding follow
   */
  void append(byte[] message, int length, RowBinaryWriter out) throws IOException;

  /** Milliseconds since 1970 of {@code YYYY-MM-DD hh:mm:ss.sss}, UTC. */
  static long millis(CharSequence text) {
    long day = epochDay(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    long second = number(text, 11, 13) * 3_600L + number(text, 14, 16) * 60L + number(text, 17, 19);
    return (day * 86_400 + second) * 1_000 + number(text, 20, 23);
  }

  private static int number(CharSequence text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  /** Years begin in March here, so that a leap day is a year's last. */
  private static long epochDay(int year, int month, int day) {
    int shifted = month > 2 ? year : year - 1;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468;
  }
}
