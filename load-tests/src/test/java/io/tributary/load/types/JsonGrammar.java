package io.tributary.load.types;

/**
 * Says strictly whether a text is JSON, apart from numbers: those may also be words for
 * not-a-number and infinity, have a plus sign, zeros in front, or a point without digits on one
 * side, because ClickHouse takes these. Written anew here, so that it shares no mistake with the
 * code under test.
 */
final class JsonGrammar {
  private static final String NUMBER =
      "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]((?i)nan|inf|infinity)|(?!nan)(?i:nan|inf|infinity)";

  private final String text;
  private int at;

  private JsonGrammar(String text) {
    this.text = text;
  }

  /** True for one JSON object. */
  static boolean isObject(String text) {
    JsonGrammar grammar = new JsonGrammar(text.strip());
    return text.strip().startsWith("{") && grammar.value() && grammar.at == grammar.text.length();
  }

  /**
   * True when quotes and brackets of the text fit together: however ClickHouse fails to read it, it
   * does not read on behind it.
   */
  static boolean isClosed(String text) {
    StringBuilder open = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> {
          i = endOfString(text, i);
          if (i < 0) {
            return false;
          }
        }
        case '{' -> open.append('}');
        case '[' -> open.append(']');
        case '}', ']' -> {
          int last = open.length() - 1;
          if (last < 0 || open.charAt(last) != c) {
            return false;
          }
          open.setLength(last);
        }
        case '\\', '\n', '\r' -> {
          return false;
        }
        default -> {}
      }
    }
    return open.isEmpty();
  }

  private static int endOfString(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\n') {
        return -1;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  private boolean value() {
    space();
    return switch (peek()) {
      case '{' -> members('}', true);
      case '[' -> members(']', false);
      case '"' -> string();
      default -> bare();
    };
  }

  private boolean members(char end, boolean named) {
    at++;
    space();
    if (peek() == end) {
      at++;
      return true;
    }
    while (true) {
      if (named && !name()) {
        return false;
      }
      if (!value()) {
        return false;
      }
      space();
      char c = peek();
      at++;
      if (c == end) {
        return true;
      }
      if (c != ',') {
        return false;
      }
    }
  }

  private boolean name() {
    space();
    if (peek() != '"' || !string()) {
      return false;
    }
    space();
    return peek() == ':' && at++ >= 0;
  }

  private boolean string() {
    at++;
    while (true) {
      char c = peek();
      if (c < ' ' || at >= text.length()) {
        return false;
      }
      at++;
      if (c == '"') {
        return true;
      }
      if (c == '\\') {
        char escaped = peek();
        at++;
        if (escaped == 'u') {
          if (!text.substring(at, Math.min(at + 4, text.length())).matches("[0-9a-fA-F]{4}")) {
            return false;
          }
          at += 4;
        } else if ("\"\\/bfnrt".indexOf(escaped) < 0) {
          return false;
        }
      }
    }
  }

  private boolean bare() {
    int start = at;
    while (at < text.length() && ",]} \t\n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return word.equals("true")
        || word.equals("false")
        || word.equals("null")
        || word.matches(NUMBER);
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }
}
