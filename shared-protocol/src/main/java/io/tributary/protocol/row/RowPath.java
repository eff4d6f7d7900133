package io.tributary.protocol.row;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the steps of one column's JSONPath, which leads through the fields, elements and names of
 * any format.
 *
 * <pre>
 * path  := '$' { '.' name | '[' "'" name "'" ']' | '[' index ']' | '[:]' }
 * </pre>
 *
 * Names in brackets may be in single or double quotes, with {@code \} before a quote inside.
 */
public final class RowPath {
  private static final int MAX_STEPS = 64;
  private static final int MAX_INDEX_DIGITS = 5;
  private static final String EACH = "[:]";

  private final RowColumn column;
  private final String text;
  private int at = 1;

  private RowPath(RowColumn column, String text) {
    this.column = column;
    this.text = text;
  }

  /**
   * The steps from the root on, none for {@code $}.
   *
   * @throws RowPlanException if the text is no path
   */
  public static List<PathStep> steps(RowColumn column, String text) {
    return new RowPath(column, text).parse();
  }

  /** The text of the step to a name, whatever characters the name has: {@code ['odd name']}. */
  public static String step(String name) {
    return "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  private List<PathStep> parse() {
    if (!text.startsWith("$")) {
      throw wrong("a path begins with $, write $." + text);
    }
    List<PathStep> steps = new ArrayList<>();
    while (at < text.length()) {
      steps.add(text.charAt(at) == '[' ? bracketed() : dotted());
    }
    if (steps.size() > MAX_STEPS) {
      throw wrong("a path has at most " + MAX_STEPS + " steps");
    }
    return steps;
  }

  private PathStep dotted() {
    if (text.charAt(at) != '.') {
      throw wrong("a dot or a bracket is expected at character " + (at + 1));
    }
    int start = ++at;
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
      at++;
    }
    if (at == start) {
      throw wrong("a field name is missing after character " + start);
    }
    String name = text.substring(start, at);
    if (name.equals("*")) {
      throw wrong("wildcards are not supported, name the field");
    }
    return new PathStep.Field(name);
  }

  private PathStep bracketed() {
    if (text.startsWith(EACH, at)) {
      at += EACH.length();
      return new PathStep.Each();
    }
    char first = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (first == '\'' || first == '"') {
      return quoted(first);
    }
    int close = text.indexOf(']', at);
    String index = close < 0 ? "" : text.substring(at + 1, close);
    boolean valid =
        !index.isEmpty()
            && index.length() <= MAX_INDEX_DIGITS
            && index.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!valid) {
      throw wrong("brackets hold an index from 0 to 99999, a colon or a name in quotes");
    }
    at = close + 1;
    return new PathStep.Element(Integer.parseInt(index));
  }

  private PathStep quoted(char quote) {
    StringBuilder name = new StringBuilder();
    at += 2;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      name.append(text.charAt(at++));
    }
    if (!text.startsWith(quote + "]", at)) {
      throw wrong("the closing " + quote + "] is missing");
    }
    at += 2;
    return new PathStep.Field(name.toString());
  }

  private RowPlanException wrong(String reason) {
    return new RowPlanException(column, reason);
  }
}
