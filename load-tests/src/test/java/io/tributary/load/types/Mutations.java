package io.tributary.load.types;

import java.util.Random;

/** Makes texts a little wrong. */
final class Mutations {
  private static final String[] INSERTS = {
    "0",
    "-",
    "+",
    ".",
    "e",
    "\"",
    "\\",
    ",",
    ":",
    "[",
    "]",
    "{",
    "}",
    " ",
    "null",
    "1",
    "\\u0041",
    "\\ud800",
    "\u00ff",
    "\u0000",
    "9999999999",
    "/",
    "T",
    "\t"
  };

  private Mutations() {}

  /** Deletes, doubles, replaces or inserts one or two pieces; never makes a line break. */
  static String change(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      int at = changed.isEmpty() ? 0 : random.nextInt(changed.length());
      String piece = INSERTS[random.nextInt(INSERTS.length)];
      switch (random.nextInt(5)) {
        case 0 -> changed.delete(at, Math.min(changed.length(), at + 1));
        case 1 -> changed.insert(at, changed.isEmpty() ? "" : changed.substring(at, at + 1));
        case 2 -> changed.replace(at, Math.min(changed.length(), at + 1), piece);
        case 3 -> changed.insert(0, " ").append(' ');
        default -> changed.insert(at, piece);
      }
    }
    return changed.toString();
  }
}
