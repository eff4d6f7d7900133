package io.tributary.protocol.column;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What to say about a name that is not known. */
final class NearNames {
  private static final int LONGEST_NAME = 30;
  private static final int MOST_EDITS = 2;
  private static final int LETTERS_PER_EDIT = 3;
  private static final int MOST_SHOWN = 3;
  private static final String FAMILIES =
      "Bool, Int8 to Int256, UInt8 to UInt256, Float32, Float64, BFloat16, Decimal, String,"
          + " FixedString, Date, Date32, DateTime, DateTime64, Time, Time64, UUID, IPv4, IPv6,"
          + " Enum8, Enum16, Nullable, LowCardinality, Array, Tuple, Map, Nested, Variant, Dynamic,"
          + " JSON, SimpleAggregateFunction, Point to Geometry, IntervalNanosecond to IntervalYear";

  private NearNames() {}

  static String unknown(String name, Collection<String> known) {
    if (name.length() > LONGEST_NAME) {
      return "the type %s… is not known, use one of %s"
          .formatted(name.substring(0, LONGEST_NAME), FAMILIES);
    }
    List<String> near = near(name, known);
    return near.isEmpty()
        ? "the type %s is not known, use one of %s".formatted(name, FAMILIES)
        : "the type %s is not known, did you mean %s?".formatted(name, String.join(" or ", near));
  }

  private static List<String> near(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int mostEdits = Math.min(MOST_EDITS, name.length() / LETTERS_PER_EDIT);
    for (int edits = 0; edits <= mostEdits; edits++) {
      int most = edits;
      List<String> found =
          known.stream()
              .filter(word -> edits(wanted, word.toLowerCase(Locale.ROOT)) == most)
              .sorted()
              .limit(MOST_SHOWN)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
