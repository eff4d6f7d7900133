package io.tributary.connector.uplink;

import io.tributary.protocol.frame.Verdict;
import io.tributary.service.telemetry.Trail;
import java.util.UUID;

/** The steps of a batch, for {@link Trail}. */
final class BatchTrail {
  private BatchTrail() {}

  static void sealed(Batch batch) {
    if (Trail.isOn()) {
      step("sealed", batch, "kind=%s bytes=%d".formatted(batch.kind(), batch.bytes()));
    }
  }

  static void sent(Batch batch, long sequence, UUID gatherer) {
    if (Trail.isOn()) {
      step("sent", batch, "sequence=%d gatherer=%s".formatted(sequence, gatherer));
    }
  }

  static void answered(Batch batch, long sequence, Verdict verdict) {
    if (Trail.isOn()) {
      step("answered", batch, "sequence=%d verdict=%s".formatted(sequence, verdict));
    }
  }

  private static void step(String step, Batch batch, String facts) {
    StreamLink stream = batch.stream();
    Trail.step(
        step,
        stream.claim().source(),
        batch.firstOffset(),
        batch.lastOffset(),
        "table=%s epoch=%d rows=%d %s"
            .formatted(
                stream.table().definition().name(),
                stream.claim().epoch(),
                batch.rowCount(),
                facts));
  }
}
