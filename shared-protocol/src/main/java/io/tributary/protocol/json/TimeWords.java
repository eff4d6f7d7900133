package io.tributary.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words of times: names of months and weekdays, whole or their first three letters, and the few
 * zones that ClickHouse knows by a word. In any case.
 */
final class TimeWords {
  private static final byte[][] MONTHS =
      lowerCase(
          List.of(
              "january",
              "february",
              "march",
              "april",
              "may",
              "june",
              "july",
              "august",
              "september",
              "october",
              "november",
              "december"));
  private static final byte[][] WEEKDAYS =
      lowerCase(
          List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"));
  private static final byte[][] ZONES = lowerCase(List.of("utc", "gmt", "msk", "msd"));
  private static final int[] ZONE_HOURS = {0, 0, 3, 4};
  private static final int SHORT = 3;

  private TimeWords() {}

  /** How many letters stand there. */
  static int length(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isLetter(bytes[at])) {
      at++;
    }
    return at - from;
  }

  /** The month that the letters name, 1 to 12, or 0. */
  static int month(byte[] bytes, int from, int end) {
    return find(MONTHS, bytes, from, end) + 1;
  }

  static boolean isWeekday(byte[] bytes, int from, int end) {
    return find(WEEKDAYS, bytes, from, end) >= 0;
  }

  /** How far the zone that the letters name is ahead of UTC, or -1. */
  static int zoneHours(byte[] bytes, int from, int end) {
    int index = find(ZONES, bytes, from, end);
    return index < 0 ? -1 : ZONE_HOURS[index];
  }

  private static int find(byte[][] words, byte[] bytes, int from, int end) {
    int length = length(bytes, from, end);
    for (int i = 0; i < words.length; i++) {
      byte[] word = words[i];
      if ((length == SHORT || length == word.length) && begins(word, bytes, from, length)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean begins(byte[] word, byte[] bytes, int from, int length) {
    for (int i = 0; i < length; i++) {
      if ((bytes[from + i] | 0x20) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static byte[][] lowerCase(List<String> words) {
    return words.stream()
        .map(word -> word.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }
}
