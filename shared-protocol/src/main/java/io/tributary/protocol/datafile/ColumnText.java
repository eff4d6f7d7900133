package io.tributary.protocol.datafile;

import io.tributary.protocol.wording.Wording;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One column of a schema: {@code name Type `json:$.path` DEFAULT expression}. */
final class ColumnText {
  private static final String JSON = "json:";
  private static final Set<String> UNSUPPORTED =
      Set.of("CODEC", "MATERIALIZED", "ALIAS", "EPHEMERAL", "TTL", "COMMENT", "NULL", "NOT");

  private final String text;
  private final SqlText sql;
  private int at;

  private ColumnText(String text) {
    this.text = text;
    this.sql = new SqlText(text);
  }

  /**
   * @param text not blank, without blanks around it
   */
  static SchemaColumn parse(String text) throws Malformed {
    ColumnText column = new ColumnText(text);
    String name = column.name();
    String type = column.type(name);
    return column.clauses(name, type);
  }

  private String name() throws Malformed {
    String name;
    if (text.charAt(0) == '`') {
      at = sql.afterQuoted(0);
      if (at < 2 || text.charAt(at - 1) != '`') {
        throw new Malformed("the column name in " + Wording.quoted(text) + " has no closing `");
      }
      name = text.substring(1, at - 1);
    } else {
      at = 0;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      name = text.substring(0, at);
    }
    if (!Names.isColumn(name)) {
      throw new Malformed("column name " + Wording.quoted(name) + " " + Names.RULE);
    }
    return name;
  }

  private String type(String name) throws Malformed {
    int start = sql.skipBlanks(at);
    at = sql.afterWord(start);
    if (at == start) {
      throw new Malformed(
          "column " + name + " has no type; write for example: `" + name + "` String");
    }
    String word = text.substring(start, at);
    int open = sql.skipBlanks(at);
    if (open >= text.length() || text.charAt(open) != '(') {
      return word;
    }
    at = sql.afterParenthesis(open);
    if (at < 0) {
      throw new Malformed("the type of column " + name + " has no closing )");
    }
    return word + text.substring(open, at).replace('\n', ' ');
  }

  private SchemaColumn clauses(String name, String type) throws Malformed {
    @Nullable String path = null;
    String expression = "";
    for (at = sql.skipBlanks(at); at < text.length(); at = sql.skipBlanks(at)) {
      if (text.charAt(at) == '`' && path == null) {
        path = path(name);
      } else if (sql.wordAt(at).equals("DEFAULT") && expression.isEmpty()) {
        expression = expression(name);
      } else {
        throw unexpected(name);
      }
    }
    return new SchemaColumn(name, type, path, expression);
  }

  private String path(String name) throws Malformed {
    if (!text.startsWith(JSON, at + 1)) {
      throw unexpected(name);
    }
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw new Malformed("the JSONPath of column " + name + " has no closing `");
    }
    String path = text.substring(at + 1 + JSON.length(), end);
    boolean valid =
        path.startsWith("$")
            && path.indexOf('\n') < 0
            && (path.length() == 1 || path.charAt(1) == '.' || path.charAt(1) == '[');
    if (!valid) {
      throw new Malformed(
          "the JSONPath "
              + Wording.quoted(path)
              + " of column "
              + name
              + " does not begin with $; write for example `json:$."
              + name
              + "`");
    }
    at = end + 1;
    return path;
  }

  private String expression(String name) throws Malformed {
    int start = at + "DEFAULT".length();
    int end = sql.indexOfTopLevel('`', start);
    // Identifiers may be quoted in the same way as the path.
    while (end >= 0 && !text.startsWith(JSON, end + 1)) {
      end = sql.indexOfTopLevel('`', sql.afterQuoted(end));
    }
    at = end < 0 ? text.length() : end;
    String expression = text.substring(start, at).strip().replace('\n', ' ');
    if (expression.isEmpty()) {
      throw new Malformed("DEFAULT of column " + name + " has no expression");
    }
    return expression;
  }

  private Malformed unexpected(String name) {
    String word = sql.wordAt(at);
    if (UNSUPPORTED.contains(word)) {
      return new Malformed(
          word + " of column " + name + " is known, but not supported yet; remove it");
    }
    return new Malformed(
        "column "
            + name
            + " is followed by "
            + Wording.quoted(text.substring(at))
            + "; columns are written `name` Type `json:$.path` DEFAULT expression, with a comma"
            + " between them");
  }

  /** A column that cannot be read; the message is for a person. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
