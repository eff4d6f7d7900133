package io.tributary.sandbox.clickhouse.statement;

/** A request's text, taken apart into a statement and where its data begins. */
public sealed interface Statement {

  /**
   * Reads the beginning of a request.
   *
   * @param text the statement followed by data, if any; may be cut off within the data
   */
  static Statement read(String text) {
    Token first = new Tokens(text, 0).peek();
    if (first.isEnd()) {
      return new Rejected(62, "Syntax error: Empty query", "SYNTAX_ERROR");
    }
    return first.is("INSERT") ? InsertReader.read(text) : PlainReader.read(text);
  }

  /**
   * A statement that is complete without data.
   *
   * @param text without the semicolon
   * @param kind what it does
   * @param format the result format it names, empty if it names none
   */
  record Plain(String text, Kind kind, String format) implements Statement {}

  /**
   * An INSERT whose data stands behind {@code FORMAT name} or {@code VALUES}.
   *
   * @param head up to where FROM INFILE goes
   * @param settings the SETTINGS clause, often empty
   * @param format of the data
   * @param dataStart offset of the data in the request's text
   */
  record InsertData(String head, String settings, String format, int dataStart)
      implements Statement {

    /** The same INSERT reading its data from a file. */
    public String reading(String path) {
      return head
          + " FROM INFILE "
          + quoted(path)
          + " COMPRESSION 'none' "
          + settings
          + " FORMAT "
          + format;
    }
  }

  /**
   * An INSERT that selects from its data by {@code input('structure')}.
   *
   * @param before the text before {@code input}
   * @param structure the literal in its parentheses, with its quotes
   * @param after the text behind it, without the FORMAT clause
   * @param format of the data
   * @param dataStart offset of the data in the request's text
   */
  record InsertSelect(String before, String structure, String after, String format, int dataStart)
      implements Statement {

    /** The same INSERT reading its data from a file. */
    public String reading(String path) {
      return before + "file(" + quoted(path) + ", '" + format + "', " + structure + ")" + after;
    }
  }

  /** A text that ClickHouse would refuse, with its code, words and name for that. */
  record Rejected(int code, String message, String name) implements Statement {}

  /** What a statement does, as far as it matters here. */
  enum Kind {
    /** Reads. */
    READ,
    /** Inserts. */
    INSERT,
    /** Ends other statements. */
    KILL,
    /** Changes the session: SET, USE, temporary tables. */
    SESSION,
    /** Changes anything else. */
    WRITE
  }

  private static String quoted(String path) {
    return "'" + path.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
