package io.tributary.load.types;

import java.util.List;
import java.util.Random;

/** Small choices of the makers of values. */
final class Pick {
  private Pick() {}

  static <T> T one(List<T> items, Random random) {
    return items.get(random.nextInt(items.size()));
  }

  static String one(Random random, String... items) {
    return items[random.nextInt(items.length)];
  }

  static String digits(int count, Random random) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  /** Mostly as it is, sometimes as a JSON string. */
  static String maybeQuoted(String bare, Random random) {
    return random.nextInt(3) == 0 ? "\"" + bare + "\"" : bare;
  }
}
