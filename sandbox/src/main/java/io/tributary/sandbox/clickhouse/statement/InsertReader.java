package io.tributary.sandbox.clickhouse.statement;

import org.jspecify.annotations.Nullable;

/** Reads an INSERT up to where its data begins. */
final class InsertReader {
  private final String text;
  private final Tokens tokens;

  private InsertReader(String text) {
    this.text = text;
    this.tokens = new Tokens(text, 0);
  }

  static Statement read(String text) {
    InsertReader reader = new InsertReader(text);
    reader.skipTarget();
    return reader.readClauses();
  }

  /** Skips {@code INSERT INTO [TABLE] [FUNCTION] a.b}, so that a name cannot pass for a clause. */
  private void skipTarget() {
    tokens.next();
    for (String optional : new String[] {"INTO", "TABLE", "FUNCTION"}) {
      if (tokens.peek().is(optional)) {
        tokens.next();
      }
    }
    tokens.next();
    while (tokens.peek().is('.')) {
      tokens.next();
      tokens.next();
    }
  }

  private Statement readClauses() {
    int depth = 0;
    int settings = -1;
    for (Token token = tokens.next(); !token.isEnd(); token = tokens.next()) {
      if (token.is('(')) {
        if (depth == 0 && startsSelect(tokens.peek())) {
          return readSelect(1);
        }
        depth++;
      } else if (token.is(')')) {
        depth--;
      } else if (depth == 0 && token.is("SETTINGS")) {
        settings = token.start();
      } else if (depth == 0) {
        Statement statement = readClause(token, settings);
        if (statement != null) {
          return statement;
        }
      }
    }
    return PlainReader.read(text);
  }

  /** The whole statement, if a clause begins here after which nothing but data or a query comes. */
  private @Nullable Statement readClause(Token token, int settings) {
    if (token.is("VALUES") || token.is("VALUE")) {
      return data(token, settings, "Values", token.end());
    }
    if (token.is("FORMAT") && tokens.peek().isName()) {
      Token name = tokens.next();
      return data(token, settings, name.value(), dataStart(name.end()));
    }
    if (startsSelect(token)) {
      return readSelect(0);
    }
    return token.is("FROM")
        ? new Statement.Rejected(
            344, "FROM INFILE is for clients, not for HTTP", "SUPPORT_IS_DISABLED")
        : null;
  }

  private static boolean startsSelect(Token token) {
    return token.is("SELECT") || token.is("WITH");
  }

  private Statement.InsertData data(Token clause, int settings, String format, int dataStart) {
    int head = settings < 0 ? clause.start() : settings;
    return new Statement.InsertData(
        text.substring(0, head), text.substring(head, clause.start()), format, dataStart);
  }

  private Statement readSelect(int startDepth) {
    int depth = startDepth;
    Input input = null;
    for (Token token = tokens.next(); !token.isEnd(); token = tokens.next()) {
      if (token.is('(')) {
        depth++;
      } else if (token.is(')')) {
        depth--;
      } else if (token.is("input") && tokens.peek().is('(')) {
        Input found = readInput(token);
        if (found == null || input != null) {
          return new Statement.Rejected(
              477, "input() takes one string and stands once", "INVALID_USAGE_OF_INPUT");
        }
        input = found;
      } else if (input != null && depth == 0 && token.is("FORMAT") && tokens.peek().isName()) {
        Token name = tokens.next();
        return new Statement.InsertSelect(
            text.substring(0, input.start()),
            input.structure(),
            text.substring(input.end(), token.start()),
            name.value(),
            dataStart(name.end()));
      } else if (depth == 0 && token.is(';')) {
        break;
      }
    }
    if (input != null) {
      return new Statement.Rejected(
          477, "FORMAT must be specified for function input()", "INVALID_USAGE_OF_INPUT");
    }
    return PlainReader.read(text);
  }

  /** Reads {@code ('structure')}. */
  private @Nullable Input readInput(Token name) {
    tokens.next();
    Token structure = tokens.next();
    Token close = tokens.next();
    return structure.kind() == Token.Kind.STRING && close.is(')')
        ? new Input(name.start(), structure.value(), close.end())
        : null;
  }

  /** Data begins behind {@code FORMAT name [;]}, blanks and at most one line break. */
  private int dataStart(int nameEnd) {
    int at = afterBlanks(nameEnd);
    if (at < text.length() && text.charAt(at) == ';') {
      at = afterBlanks(at + 1);
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    return at;
  }

  private int afterBlanks(int start) {
    int at = start;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private record Input(int start, String structure, int end) {}
}
