package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.Inserter;
import io.tributary.gatherer.insert.RetrySchedule;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.CreditPool;
import io.tributary.gatherer.table.FlushLimits;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all lanes of a gatherer share. Any thread.
 *
 * @param followed tokens of exactly-once inserts that were sent and are not known to have ended
 */
record DeliveryTools(
    Vertx vertx,
    Inserter inserter,
    CreditPool pool,
    InsertTurns turns,
    FlushLimits limits,
    RetrySchedule schedule,
    GathererMeters meters,
    ExactlyOnceTools exactlyOnce,
    String tokenPrefix,
    AtomicLong inserts,
    Set<String> followed) {

  /** An insert with a token that nobody has ever used. */
  Insert insert(List<Batch> batches, Insert.Form form) {
    return new Insert(tokenPrefix + '-' + inserts.incrementAndGet(), batches, form);
  }

  static String newTokenPrefix() {
    return UUID.randomUUID().toString();
  }

  long retryMillis(int failures) {
    return schedule.delayMillis(failures, ThreadLocalRandom.current());
  }

  long nanoTime() {
    return System.nanoTime();
  }
}
