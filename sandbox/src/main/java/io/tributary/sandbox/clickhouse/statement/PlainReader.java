package io.tributary.sandbox.clickhouse.statement;

import io.tributary.sandbox.clickhouse.statement.Statement.Kind;
import java.util.Locale;

/** Reads statements without data: finds their end, their kind and the format they ask for. */
final class PlainReader {
  private PlainReader() {}

  static Statement read(String text) {
    Tokens tokens = new Tokens(text, 0);
    Token first = tokens.peek();
    String format = "";
    boolean temporary = false;
    int depth = 0;
    for (Token token = tokens.next(); !token.isEnd(); token = tokens.next()) {
      if (token.is('(')) {
        depth++;
      } else if (token.is(')')) {
        depth--;
      } else if (depth == 0 && token.is(';')) {
        return tokens.peek().isEnd()
            ? new Statement.Plain(text.substring(0, token.start()), kind(first, temporary), format)
            : multiple();
      } else if (depth == 0 && token.is("FORMAT") && tokens.peek().isName()) {
        format = tokens.peek().value();
      } else if (depth == 0 && token.is("TEMPORARY")) {
        temporary = true;
      } else if (depth == 0 && token.is("SYNC") && first.is("KILL")) {
        return new Statement.Rejected(
            344, "KILL … SYNC hangs in this engine: say ASYNC", "SUPPORT_IS_DISABLED");
      }
    }
    return new Statement.Plain(text, kind(first, temporary), format);
  }

  static Statement.Rejected multiple() {
    return new Statement.Rejected(
        62, "Syntax error (Multi-statements are not allowed)", "SYNTAX_ERROR");
  }

  private static Kind kind(Token first, boolean temporary) {
    if (temporary) {
      return Kind.SESSION;
    }
    return switch (first.value().toUpperCase(Locale.ROOT)) {
      case "SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN", "CHECK", "(" ->
          Kind.READ;
      case "INSERT" -> Kind.INSERT;
      case "KILL" -> Kind.KILL;
      case "SET", "USE" -> Kind.SESSION;
      default -> Kind.WRITE;
    };
  }
}
