package io.tributary.sandbox.clickhouse.engine;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** One connection: runs one statement at a time and remembers SET and USE, as a client does. */
final class EngineConnection implements AutoCloseable {
  private final Chdb chdb;
  private final MemorySegment handle;

  EngineConnection(Chdb chdb, MemorySegment handle) {
    this.chdb = chdb;
    this.handle = handle;
  }

  EngineAnswer run(byte[] statement, String format) {
    return chdb.query(handle, statement, format);
  }

  EngineAnswer run(String statement) {
    return run(statement.getBytes(StandardCharsets.UTF_8), "TabSeparated");
  }

  @Override
  public void close() {
    chdb.close(handle);
  }
}
