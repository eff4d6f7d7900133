package io.tributary.connector.pipeline;

import io.tributary.connector.uplink.Uplink;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Whether the table was described, and where a pipeline that cannot go on tells so: before, its
 * start fails; after that, it is fatal.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class Startup {
  private final String datasource;
  private final Duration timeout;
  private final Consumer<String> fatal;
  private final Promise<UUID> described = Promise.promise();

  /**
   * @param timeout that is named when it has passed
   * @param fatal is called with one line when the pipeline cannot go on after it has started
   */
  Startup(String datasource, Duration timeout, Consumer<String> fatal) {
    this.datasource = datasource;
    this.timeout = timeout;
    this.fatal = fatal;
  }

  /** The table, once it is known; fails with a {@link StartException}. */
  Future<UUID> described() {
    return described.future();
  }

  /** The table is this one; only the first call counts. */
  void described(UUID table) {
    described.tryComplete(table);
  }

  /** So much time has passed that the table has to be described by now. */
  void timedOut(Uplink uplink) {
    boolean silent = uplink.isConnected();
    String what =
        silent
            ? "the gatherer did not describe table " + datasource
            : "no gatherer answers at " + uplink.gatherers();
    described.tryFail(
        new StartException(
            silent ? FailureCode.TABLE_SILENT : FailureCode.GATHERER_UNREACHABLE,
            "datasource %s: %s within %d s".formatted(datasource, what, timeout.toSeconds())));
  }

  /** The pipeline cannot go on; a message without the datasource. */
  void failed(String message) {
    failedLine("datasource " + datasource + ": " + message);
  }

  /** The pipeline cannot go on; a line that names the datasource. */
  void failedLine(String line) {
    if (!described.tryFail(new StartException(line))) {
      fatal.accept(line);
    }
  }
}
