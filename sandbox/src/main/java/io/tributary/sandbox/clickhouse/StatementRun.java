package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.tributary.sandbox.clickhouse.engine.EngineRequest;
import io.tributary.sandbox.clickhouse.engine.EngineSession;
import io.tributary.sandbox.clickhouse.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One request on its way through the engine: its text is taken apart, its data put into a file, and
 * the statement run.
 *
 * <p>Thread: the worker that holds the session. Deletes its body in the end, whatever happens.
 */
final class StatementRun {
  private static final byte[] NOTHING = {};

  private final HttpQuery query;
  private final Spool spool;
  private final Statement statement;
  private final String text;
  private final int bodyStart;
  private final Body body;

  private StatementRun(HttpQuery query, Body body, Spool spool) throws IOException {
    this.query = query;
    this.body = body;
    this.spool = spool;
    // White space at the end of the URL's part must not become the first bytes of binary data.
    String head =
        new String(
            query.text().stripTrailing().getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);
    String lead = head.isEmpty() || body.length() == 0 ? head : head + "\n";
    this.bodyStart = lead.length();
    this.text = lead + new String(body.prefix(), StandardCharsets.ISO_8859_1);
    this.statement = Statement.read(text);
  }

  /** Decodes the body and reads the statement; takes the body over. */
  static StatementRun prepare(HttpQuery query, Body received, Spool spool) throws IOException {
    Body body = BodyDecoder.decode(received, query.contentEncoding(), spool);
    try {
      return new StatementRun(query, body, spool);
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  /** What the statement does, for choosing who runs it. */
  Statement.Kind kind() {
    return switch (statement) {
      case Statement.Plain plain -> plain.kind();
      case Statement.InsertData data -> Statement.Kind.INSERT;
      case Statement.InsertSelect select -> Statement.Kind.INSERT;
      case Statement.Rejected rejected -> Statement.Kind.READ;
    };
  }

  /** The format that the result has. */
  String format() {
    return statement instanceof Statement.Plain plain && !plain.format().isEmpty()
        ? plain.format()
        : query.format();
  }

  /** Runs it, and deletes the body. */
  EngineAnswer run(EngineSession session) throws IOException {
    try (body) {
      return switch (statement) {
        case Statement.Rejected r -> EngineAnswer.Failed.of(r.code(), r.message(), r.name());
        case Statement.Plain plain -> runPlain(session, plain);
        case Statement.InsertData insert -> {
          try (Body.InFile data = data(insert.dataStart())) {
            yield send(session, insert.reading(data.file().toString()), kind());
          }
        }
        case Statement.InsertSelect insert -> {
          try (Body.InFile data = data(insert.dataStart())) {
            yield send(session, insert.reading(data.file().toString()), kind());
          }
        }
      };
    }
  }

  /** Deletes the body of a statement that will not run. */
  void drop() {
    body.close();
  }

  private EngineAnswer runPlain(EngineSession session, Statement.Plain plain) {
    if (bodyStart + body.length() > text.length()) {
      return EngineAnswer.Failed.of(
          62, "Syntax error: the query is longer than max_query_size", "SYNTAX_ERROR");
    }
    return send(session, plain.text(), plain.kind());
  }

  private EngineAnswer send(EngineSession session, String statementText, Statement.Kind kind) {
    return session.run(
        new EngineRequest(
            statementText,
            query.format(),
            query.database(),
            query.settings(),
            query.parameters(),
            kind == Statement.Kind.SESSION
                ? EngineRequest.Effect.CHANGES_SESSION
                : EngineRequest.Effect.NONE));
  }

  /** The data as a file: the body's own if nothing stands before it. */
  private Body.InFile data(int dataStart) throws IOException {
    if (dataStart < bodyStart) {
      byte[] lead = text.substring(dataStart, bodyStart).getBytes(StandardCharsets.ISO_8859_1);
      return body.copy(spool.newFile(), lead, 0);
    }
    return dataStart == bodyStart && body instanceof Body.InFile file
        ? file
        : body.copy(spool.newFile(), NOTHING, dataStart - bodyStart);
  }
}
