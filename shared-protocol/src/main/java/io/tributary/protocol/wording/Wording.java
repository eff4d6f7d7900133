package io.tributary.protocol.wording;

import java.util.Collection;
import java.util.Locale;

/** Pieces of messages that people read. Pure functions, any thread. */
public final class Wording {
  private static final int SHOWN_CHARS = 80;
  private static final int COMPARED_CHARS = 64;

  private Wording() {}

  /**
   * The value between single quotes, on one line and at most 80 characters of it, as {@link #shown}
   * has it. Never pass a secret.
   */
  public static String quoted(String value) {
    return "'" + shown(value, SHOWN_CHARS) + "'";
  }

  /**
   * The first {@code maxChars} characters on one line, with an ellipsis where there are more; what
   * would break, turn or hide the line is shown as {@code \}{@code uXXXX}. Never pass a secret.
   */
  public static String shown(String value, int maxChars) {
    int end = Math.min(value.length(), maxChars);
    StringBuilder shown = new StringBuilder(end + 2);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (isUnsafe(c)) {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return end < value.length() ? shown.append('…').toString() : shown.toString();
  }

  private static boolean isUnsafe(char c) {
    return Character.isISOControl(c)
        || switch (Character.getType(c)) {
          case Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              true;
          default -> false;
        };
  }

  /**
   * The known name that differs from {@code name} in the fewest letters, upper and lower case
   * alike; empty when none is close enough to be meant.
   */
  public static String nearest(String name, Collection<String> known) {
    String wanted = name.toUpperCase(Locale.ROOT);
    if (wanted.length() > COMPARED_CHARS) {
      return "";
    }
    String best = "";
    int bestDistance = Math.max(1, wanted.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(wanted, candidate.toUpperCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** {@code "; did you mean NAME?"} for the {@link #nearest} known name, or empty. */
  public static String didYouMean(String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
  }

  /** Levenshtein distance, one row at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
