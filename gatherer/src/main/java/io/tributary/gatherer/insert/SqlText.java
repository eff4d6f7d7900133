package io.tributary.gatherer.insert;

/** Names and texts as SQL, so that no content of theirs is ever read as SQL. */
public final class SqlText {
  /** Pattern of whatever is in quotes, such as the values of an Enum in a type's text. */
  public static final String QUOTED = "'(?:\\\\.|[^'\\\\])*'|`(?:\\\\.|[^`\\\\])*`";

  private SqlText() {}

  /** A quoted identifier. */
  public static String identifier(String name) {
    return quoted(name, '`');
  }

  /** A quoted database and table. */
  public static String table(String database, String table) {
    return identifier(database) + '.' + identifier(table);
  }

  /** A string literal. */
  public static String literal(String text) {
    return quoted(text, '\'');
  }

  private static String quoted(String text, char quote) {
    StringBuilder sql = new StringBuilder(text.length() + 2).append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\0' -> sql.append("\\0");
        case '\n' -> sql.append("\\n");
        case '\r' -> sql.append("\\r");
        case '\t' -> sql.append("\\t");
        case '\\' -> sql.append("\\\\");
        default -> {
          if (c == quote) {
            sql.append('\\');
          }
          sql.append(c);
        }
      }
    }
    return sql.append(quote).toString();
  }
}
