package io.tributary.protocol.json;

import java.util.ArrayList;
import java.util.List;

/** Reads the field names of one column's JSONPath. Array steps are not supported yet. */
final class JsonPath {
  private static final int MAX_STEPS = 64;

  private final RowColumn column;
  private final String text;
  private int at = 1;

  private JsonPath(RowColumn column, String text) {
    this.column = column;
    this.text = text;
  }

  /** The field names from the root on, none for {@code $}. */
  static List<String> steps(RowColumn column, String text) {
    return new JsonPath(column, text).parse();
  }

  private List<String> parse() {
    if (!text.startsWith("$")) {
      throw wrong("a path begins with $, write $." + text);
    }
    List<String> steps = new ArrayList<>();
    while (at < text.length()) {
      steps.add(text.charAt(at) == '[' ? bracketed() : dotted());
    }
    if (steps.size() > MAX_STEPS) {
      throw wrong("a path has at most " + MAX_STEPS + " steps");
    }
    return steps;
  }

  private String dotted() {
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
    return name;
  }

  private String bracketed() {
    char quote = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (quote != '\'' && quote != '"') {
      throw wrong(
          "array steps are not supported, read the whole array into an Array or String column");
    }
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
    return name.toString();
  }

  private JsonPlanException wrong(String reason) {
    return new JsonPlanException(column, reason);
  }
}
