package io.tributary.protocol.datafile;

import io.tributary.protocol.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the text of a datafile into settings: {@code KEY value}, or {@code KEY >} and the lines of a
 * block. A block goes on until a line that is not indented and begins like a key.
 */
final class DatafileScanner {
  private static final Pattern INSTRUCTION =
      Pattern.compile("([A-Za-z][A-Za-z0-9_]*)(?:\\s+(.*))?");
  private static final Pattern ENDS_BLOCK = Pattern.compile("[A-Z][A-Z0-9_]*(\\s.*)?");

  private final FileProblems problems;
  private final List<Setting> settings = new ArrayList<>();

  private String blockKey = "";
  private int blockLine;
  private List<Setting.Line> block = new ArrayList<>();

  private DatafileScanner(FileProblems problems) {
    this.problems = problems;
  }

  static List<Setting> scan(String text, FileProblems problems) {
    DatafileScanner scanner = new DatafileScanner(problems);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      scanner.line(i + 1, withoutComment(lines.get(i)));
    }
    scanner.endBlock();
    return scanner.settings;
  }

  private void line(int number, String line) {
    if (line.isBlank()) {
      return;
    }
    if (!blockKey.isEmpty()) {
      if (!ENDS_BLOCK.matcher(line).matches()) {
        block.add(new Setting.Line(number, line));
        return;
      }
      endBlock();
    }
    Matcher instruction = INSTRUCTION.matcher(line.strip());
    if (!instruction.matches()) {
      problems.add(
          number,
          Wording.quoted(line.strip())
              + " is neither KEY value nor part of a block; a value of several lines begins with"
              + " KEY > and is indented");
      return;
    }
    String key = instruction.group(1).toUpperCase(Locale.ROOT);
    String value = instruction.group(2) == null ? "" : instruction.group(2).strip();
    if (value.equals(">")) {
      blockKey = key;
      blockLine = number;
    } else {
      settings.add(new Setting(key, number, List.of(new Setting.Line(number, value))));
    }
  }

  private void endBlock() {
    if (!blockKey.isEmpty()) {
      settings.add(new Setting(blockKey, blockLine, block));
      blockKey = "";
      block = new ArrayList<>();
    }
  }

  /** Cuts at a {@code #} that begins a word, outside quotes and {@code {{ }}}. */
  private static String withoutComment(String line) {
    char quote = 0;
    boolean template = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (template) {
        template = !line.startsWith("}}", i);
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (line.startsWith("{{", i)) {
        template = true;
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i).stripTrailing();
      }
    }
    return line.stripTrailing();
  }
}
