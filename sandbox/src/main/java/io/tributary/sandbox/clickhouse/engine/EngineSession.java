package io.tributary.sandbox.clickhouse.engine;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements one after the other, each with exactly its own settings, parameters and database.
 *
 * <p>ClickHouse's own SET checks names and values. Because opening a connection (0.5 ms) costs more
 * than a SET (0.2 ms), a connection is kept and only told what differs from the statement before;
 * one whose state is not known for certain is closed instead. That also holds after an error: the
 * library would keep the failed statement in {@code system.processes} until the connection's next
 * one, while an answer has to mean that the statement has ended.
 *
 * <p>Thread: one at a time.
 */
public final class EngineSession implements AutoCloseable {
  private static final String DEFAULT_DATABASE = "default";

  private final Engine engine;
  private final Map<String, String> defaults;
  private final Map<String, String> settings = new HashMap<>();
  private String database = DEFAULT_DATABASE;
  private @Nullable EngineConnection connection;

  EngineSession(Engine engine, Map<String, String> defaults) {
    this.engine = engine;
    this.defaults = Map.copyOf(defaults);
  }

  /** Runs a statement and returns when it has ended. */
  public EngineAnswer run(EngineRequest request) {
    EngineConnection current = connection == null ? engine.connect() : connection;
    connection = current;
    EngineAnswer prepared = prepare(current, request);
    if (prepared instanceof EngineAnswer.Failed) {
      close();
      return prepared;
    }
    EngineAnswer answer =
        current.run(request.statement().getBytes(StandardCharsets.ISO_8859_1), request.format());
    if (answer instanceof EngineAnswer.Failed
        || request.effect() == EngineRequest.Effect.CHANGES_SESSION
        || !request.parameters().isEmpty()) {
      close();
    }
    return answer;
  }

  private @Nullable EngineAnswer prepare(EngineConnection current, EngineRequest request) {
    EngineAnswer answer = null;
    if (!database.equals(request.database())) {
      answer = current.run("USE " + Sql.identifier(request.database()));
      database = request.database();
    }
    if (!(answer instanceof EngineAnswer.Failed)) {
      Map<String, String> wanted = new HashMap<>(defaults);
      wanted.putAll(request.settings());
      String set = Sql.set(settings, wanted, request.parameters());
      if (!set.isEmpty()) {
        answer = current.run(set);
        settings.clear();
        settings.putAll(wanted);
      }
    }
    return answer;
  }

  /** Forgets the connection; the next statement opens a new one. */
  @Override
  public void close() {
    settings.clear();
    database = DEFAULT_DATABASE;
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
