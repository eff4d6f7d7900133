package io.tributary.protocol.datafile;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One instruction of a datafile as written: comments removed, secrets not yet filled in.
 *
 * @param key upper case
 * @param line where the key stands
 * @param lines the value, one line or the lines of a {@code >} block; may be empty
 */
record Setting(String key, int line, List<Line> lines) {
  Setting {
    lines = List.copyOf(lines);
  }

  /** The value as written, without the quotes around it. */
  String raw() {
    String text = lines.stream().map(Line::text).collect(Collectors.joining("\n")).strip();
    if (text.length() >= 2) {
      char first = text.charAt(0);
      if ((first == '"' || first == '\'') && text.charAt(text.length() - 1) == first) {
        return text.substring(1, text.length() - 1).strip();
      }
    }
    return text;
  }

  /** One line of a value and its number in the file, from 1. */
  record Line(int number, String text) {}
}
