package io.tributary.sandbox.clickhouse.engine;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One ClickHouse engine on one data path. There can be one in a process.
 *
 * <p>Failure semantics: what a successful statement stored survives the process's SIGKILL, as it
 * would a server's.
 */
public final class Engine implements AutoCloseable {
  private final Chdb chdb;
  private final List<String> arguments;
  private final MemorySegment anchor;
  private final String version;

  private Engine(Chdb chdb, List<String> arguments) {
    this.chdb = chdb;
    this.arguments = arguments;
    // Held to the end: closing the last connection would shut the engine down.
    this.anchor = chdb.connect(arguments);
    if (anchor.address() == 0) {
      throw new IllegalStateException("the engine does not open " + arguments);
    }
    this.version = single("SELECT version()");
  }

  /** Loads the library and opens the data path, creating it if need be. */
  public static Engine open(Path library, Path data, Path config) {
    Chdb chdb = new Chdb(library);
    chdb.leaveSignalsToTheJvm();
    return new Engine(chdb, List.of("clickhouse", "--path=" + data, "--config-file=" + config));
  }

  /** The engine's version, as in {@code SELECT version()}. */
  public String version() {
    return version;
  }

  /** The answer to a query for one value, for starting up. */
  public String single(String query) {
    EngineAnswer answer =
        chdb.query(anchor, query.getBytes(StandardCharsets.UTF_8), "TabSeparated");
    return switch (answer) {
      case EngineAnswer.Done done -> done.body().toString().strip();
      case EngineAnswer.Failed failed -> throw new IllegalStateException(failed.text());
    };
  }

  /** A new session, with these settings wherever a statement does not say otherwise. */
  public EngineSession session(Map<String, String> defaults) {
    return new EngineSession(this, defaults);
  }

  EngineConnection connect() {
    MemorySegment connection = chdb.connect(arguments);
    if (connection.address() == 0) {
      throw new IllegalStateException("the engine opens no further connection");
    }
    return new EngineConnection(chdb, connection);
  }

  @Override
  public void close() {
    chdb.close(anchor);
  }
}
