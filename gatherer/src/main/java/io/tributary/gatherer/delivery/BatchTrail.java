package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.frame.Verdict;
import io.tributary.service.telemetry.Trail;
import java.util.List;

/** The steps of batches, for {@link Trail}. */
final class BatchTrail {
  private BatchTrail() {}

  static void accepted(String table, Batch batch) {
    if (Trail.isOn()) {
      step("accepted", batch, "table=%s kind=%s".formatted(table, batch.kind()));
    }
  }

  static void inserting(String table, Insert insert) {
    if (Trail.isOn()) {
      String facts = "table=%s token=%s form=%s".formatted(table, insert.token(), insert.form());
      insert.batches().forEach(batch -> step("inserting", batch, facts));
    }
  }

  static void inserted(String table, Insert insert, InsertOutcome outcome) {
    if (Trail.isOn()) {
      String facts = "table=%s token=%s outcome=%s".formatted(table, insert.token(), outcome);
      insert.batches().forEach(batch -> step("inserted", batch, facts));
    }
  }

  static void settled(List<Batch> batches, Verdict verdict) {
    if (Trail.isOn()) {
      batches.forEach(batch -> step("settled", batch, "verdict=" + verdict));
    }
  }

  private static void step(String step, Batch batch, String facts) {
    Trail.step(
        step,
        batch.writer().source(),
        batch.offsets().first(),
        batch.offsets().last(),
        "epoch=%d sequence=%d rows=%d %s"
            .formatted(batch.writer().epoch(), batch.sender().sequence(), batch.rows(), facts));
  }
}
