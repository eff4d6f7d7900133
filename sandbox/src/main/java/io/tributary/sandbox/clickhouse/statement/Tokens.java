package io.tributary.sandbox.clickhouse.statement;

/**
 * Reads a statement token by token, skipping white space and comments.
 *
 * <p>It never looks beyond the token it is asked for, because what follows the last token of an
 * INSERT may be binary. An unclosed literal or comment reaches to the end of the text: ClickHouse
 * itself will complain about it.
 */
final class Tokens {
  private final String text;
  private int position;

  Tokens(String text, int position) {
    this.text = text;
    this.position = position;
  }

  Token next() {
    skipBlank();
    int start = position;
    if (start == text.length()) {
      return new Token(Token.Kind.END, start, start, text);
    }
    char c = text.charAt(start);
    Token.Kind kind;
    int heredoc = c == '$' ? heredocEnd(start) : -1;
    if (c == '\'') {
      kind = Token.Kind.STRING;
      position = quotedEnd(start, c);
    } else if (heredoc >= 0) {
      kind = Token.Kind.STRING;
      position = heredoc;
    } else if (c == '`' || c == '"') {
      kind = Token.Kind.QUOTED;
      position = quotedEnd(start, c);
    } else if (isWord(c)) {
      kind = Token.Kind.WORD;
      position = wordEnd(start);
    } else {
      kind = Token.Kind.SIGN;
      position = start + 1;
    }
    return new Token(kind, start, position, text);
  }

  /** The token that {@link #next} would give. */
  Token peek() {
    int before = position;
    Token token = next();
    position = before;
    return token;
  }

  private void skipBlank() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c <= ' ' && isSpace(c)) {
        position++;
      } else if (text.startsWith("--", position) || text.startsWith("#!", position)) {
        position = after("\n", position);
      } else if (text.startsWith("# ", position)) {
        position = after("\n", position);
      } else if (text.startsWith("/*", position)) {
        position = commentEnd(position);
      } else {
        return;
      }
    }
  }

  /** Comments nest, as ClickHouse's do. */
  private int commentEnd(int start) {
    int depth = 0;
    int at = start;
    while (at < text.length()) {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return at;
        }
      } else {
        at++;
      }
    }
    return text.length();
  }

  private int quotedEnd(int start, char quote) {
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        at += 2;
      } else if (c == quote && at + 1 < text.length() && text.charAt(at + 1) == quote) {
        at += 2;
      } else if (c == quote) {
        return at + 1;
      } else {
        at++;
      }
    }
    return text.length();
  }

  /** The end of {@code $tag$…$tag$}, or -1 if it is none. */
  private int heredocEnd(int start) {
    int tagEnd = start + 1;
    while (tagEnd < text.length() && isWord(text.charAt(tagEnd)) && text.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    if (tagEnd == text.length() || text.charAt(tagEnd) != '$') {
      return -1;
    }
    String tag = text.substring(start, tagEnd + 1);
    int close = text.indexOf(tag, tagEnd + 1);
    return close < 0 ? -1 : close + tag.length();
  }

  private int wordEnd(int start) {
    int at = start;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int after(String mark, int start) {
    int at = text.indexOf(mark, start);
    return at < 0 ? text.length() : at + mark.length();
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c >= 0x80;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
