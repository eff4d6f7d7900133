package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.CreditPool;
import io.tributary.protocol.frame.Verdict;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Tells senders what became of their batches. Belongs to the lane's context. */
final class Verdicts {
  private final CreditPool pool;

  Verdicts(CreditPool pool) {
    this.pool = pool;
  }

  /** One verdict for all of them; their memory and their credit go back to the pools. */
  void settle(List<Batch> batches, Verdict verdict) {
    BatchTrail.settled(batches, verdict);
    IdentityHashMap<BatchOrigin, List<Batch>> byOrigin = new IdentityHashMap<>();
    for (Batch batch : batches) {
      byOrigin.computeIfAbsent(batch.origin(), origin -> new ArrayList<>()).add(batch);
    }
    byOrigin.forEach((origin, own) -> origin.settled(own, verdict));
    batches.forEach(batch -> batch.payload().release());
    pool.grants().forEach(CreditPool.Grant::announce);
  }

  /**
   * The batches are to be sent again. Whoever was promised to have its rows once must not have them
   * inserted as if they had never been sent, unless the insert is fresh, so that none of them can
   * be in the table.
   */
  void defer(Insert.Form form, List<Batch> batches, Verdict.Deferred verdict) {
    if (form != Insert.Form.FRESH) {
      batches.forEach(batch -> batch.writer().doubt(batch.offsets().last()));
    }
    settle(batches, verdict);
  }

  /** The batches, each fenced by the epoch that {@code fences} knows. */
  void fence(List<Batch> batches, LaneFences fences) {
    for (Batch batch : batches) {
      settle(List.of(batch), new Verdict.Fenced(fences.fencing(batch)));
    }
  }
}
