package io.tributary.protocol.datafile;

import java.util.Locale;

/**
 * SQL text in which parentheses and quotes nest. "Top level" is outside all of them. A quote that
 * is never closed goes on to the end of the text.
 */
record SqlText(String text) {

  /** First top-level {@code wanted} at or after {@code from}; -1 for none. */
  int indexOfTopLevel(char wanted, int from) {
    int depth = 0;
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (depth == 0 && c == wanted) {
        return i;
      }
      if (isQuote(c)) {
        i = afterQuoted(i);
        continue;
      }
      if (isOpening(c)) {
        depth++;
      } else if (isClosing(c)) {
        depth = Math.max(0, depth - 1);
      }
      i++;
    }
    return -1;
  }

  /** End of the parenthesis that opens at {@code open}, exclusive; -1 when it is never closed. */
  int afterParenthesis(int open) {
    int depth = 0;
    int i = open;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isQuote(c)) {
        i = afterQuoted(i);
        continue;
      }
      i++;
      if (isOpening(c)) {
        depth++;
      } else if (isClosing(c) && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** End of the quoted text that begins at {@code open}, exclusive; past a missing quote too. */
  int afterQuoted(int open) {
    char quote = text.charAt(open);
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }

  /** First position at or after {@code from} that is not blank; the length when all are. */
  int skipBlanks(int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** End of the run of letters, digits and underscores that begins at {@code from}. */
  int afterWord(int from) {
    int i = from;
    while (i < text.length() && isWordChar(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The word at {@code from} in upper case, empty when none begins there. */
  String wordAt(int from) {
    return text.substring(from, afterWord(from)).toUpperCase(Locale.ROOT);
  }

  private static boolean isWordChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"' || c == '`';
  }

  private static boolean isOpening(char c) {
    return c == '(' || c == '[' || c == '{';
  }

  private static boolean isClosing(char c) {
    return c == ')' || c == ']' || c == '}';
  }
}
