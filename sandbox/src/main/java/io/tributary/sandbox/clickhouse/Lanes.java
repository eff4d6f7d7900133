package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.Engine;
import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.tributary.sandbox.clickhouse.engine.EngineSession;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Runs requests on worker threads and turns the engine's answers into HTTP answers. */
final class Lanes implements AutoCloseable {
  private final Lane inserts;
  private final Lane queries;
  private final Lane kills;
  private final Spool spool;
  private final String version;

  /**
   * Opens the lanes.
   *
   * @param size inserts, and likewise queries, that run at a time
   */
  Lanes(Engine engine, Spool spool, int size) {
    this.inserts = new Lane("insert", size, engine);
    this.queries = new Lane("query", size, engine);
    this.kills = new Lane("kill", 1, engine);
    this.spool = spool;
    this.version = engine.version();
  }

  /** The answer to a request, on its context. */
  Future<HttpAnswer> run(Context context, HttpQuery query, Body body) {
    // Taking a request apart may copy its body, so it is a worker's, too.
    return context
        .executeBlocking(() -> StatementRun.prepare(query, body, spool), false)
        .compose(run -> Future.fromCompletionStage(start(run), context));
  }

  private CompletionStage<HttpAnswer> start(StatementRun run) {
    try {
      return lane(run).submit(session -> answer(run, session));
    } catch (RejectedExecutionException e) {
      run.drop();
      throw new BodyReceiver.Refusal(
          202, "Too many simultaneous queries", "TOO_MANY_SIMULTANEOUS_QUERIES");
    }
  }

  private Lane lane(StatementRun run) {
    return switch (run.kind()) {
      case INSERT -> inserts;
      case KILL -> kills;
      case READ, WRITE, SESSION -> queries;
    };
  }

  private HttpAnswer answer(StatementRun run, EngineSession session) throws IOException {
    long start = System.nanoTime();
    EngineAnswer answer = run.run(session);
    long elapsedNanos = System.nanoTime() - start;
    return switch (answer) {
      case EngineAnswer.Failed failed -> HttpAnswer.error(failed, version);
      case EngineAnswer.Done done -> Results.of(done, run.format(), elapsedNanos);
    };
  }

  @Override
  public void close() {
    inserts.close();
    queries.close();
    kills.close();
  }
}
