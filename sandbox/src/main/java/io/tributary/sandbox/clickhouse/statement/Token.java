package io.tributary.sandbox.clickhouse.statement;

/**
 * A piece of a statement.
 *
 * @param kind what it is
 * @param start its first char
 * @param end behind its last char
 * @param text the statement
 */
record Token(Kind kind, int start, int end, String text) {
  enum Kind {
    /** A keyword, bare identifier or number. */
    WORD,
    /** A string literal or heredoc. */
    STRING,
    /** An identifier between backquotes or double quotes. */
    QUOTED,
    /** Any other single char. */
    SIGN,
    /** The end of the text. */
    END
  }

  boolean is(String keyword) {
    return kind == Kind.WORD
        && end - start == keyword.length()
        && text.regionMatches(true, start, keyword, 0, keyword.length());
  }

  boolean is(char sign) {
    return kind == Kind.SIGN && text.charAt(start) == sign;
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  boolean isEnd() {
    return kind == Kind.END;
  }

  String value() {
    return text.substring(start, end);
  }
}
