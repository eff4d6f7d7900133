package io.tributary.gatherer.feed;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * A request of which somebody wants to know when its rows are in the table.
 *
 * <p>Any thread; {@link #stored} completes on the loop of the table.
 */
public final class Acceptance {
  private final Promise<Acceptance> stored = Promise.promise();
  private long successfulRows;
  private long quarantinedRows;
  private int openEntries;

  /**
   * @param openEntries how many entries it has
   */
  public Acceptance(long successfulRows, long quarantinedRows, int openEntries) {
    this.successfulRows = successfulRows;
    this.quarantinedRows = quarantinedRows;
    this.openEntries = openEntries;
  }

  /** Completes when each of its rows is in the table or in its quarantine. */
  public Future<Acceptance> stored() {
    return stored.future();
  }

  /** Rows of the table. */
  public synchronized long successfulRows() {
    return successfulRows;
  }

  /** Rows of its quarantine. */
  public synchronized long quarantinedRows() {
    return quarantinedRows;
  }

  /** ClickHouse refused so many rows that were thought to be good. */
  synchronized void refused(long rows) {
    successfulRows -= rows;
    quarantinedRows += rows;
  }

  /** An entry is settled. */
  void settled() {
    synchronized (this) {
      openEntries--;
      if (openEntries != 0) {
        return;
      }
    }
    stored.tryComplete(this);
  }

  /** An entry cannot be read any more. */
  void lost(String why) {
    stored.tryFail(why);
  }
}
