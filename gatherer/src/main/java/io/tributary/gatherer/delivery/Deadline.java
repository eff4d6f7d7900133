package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * When an insert of exactly-once rows has to have begun (D-8): before the first of its writers may
 * have lost its partition. Pure.
 *
 * @param millis ClickHouse's time, milliseconds since the epoch; the smallest <i>valid until</i> of
 *     the writers of {@code ready}
 * @param ready batches that may be inserted now
 * @param late batches whose writers have not shown for too long that they own their partition
 */
record Deadline(long millis, List<Batch> ready, List<Batch> late) {
  /** What is left of a lease at least when an insert is sent, so that it can begin in time. */
  static final long MARGIN_MILLIS = 300;

  Deadline {
    ready = List.copyOf(ready);
    late = List.copyOf(late);
  }

  /** True when an insert that is sent now may not begin in time. */
  static boolean isLate(long deadlineMillis, long passedMillis) {
    return deadlineMillis - passedMillis < MARGIN_MILLIS;
  }

  /**
   * Of exactly-once batches.
   *
   * @param passedMillis what ClickHouse's clock has passed for sure
   */
  static Deadline of(List<Batch> batches, long passedMillis) {
    List<Batch> ready = new ArrayList<>();
    List<Batch> late = new ArrayList<>();
    long first = Long.MAX_VALUE;
    for (Batch batch : batches) {
      // Read once: another thread may renew it.
      long validUntil = batch.writer().validUntilMillis();
      if (isLate(validUntil, passedMillis)) {
        late.add(batch);
      } else {
        ready.add(batch);
        first = Math.min(first, validUntil);
      }
    }
    return new Deadline(first, ready, late);
  }
}
