package io.tributary.gatherer.delivery;

import static io.tributary.gatherer.delivery.ExactBatches.batch;
import static io.tributary.gatherer.delivery.ExactBatches.writer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
  private static final long NOW = 1_000_000;

  private static Batch until(int partition, long validUntilMillis) {
    Writer writer = writer(partition, 1);
    writer.renew(validUntilMillis);
    return batch(writer, 0, 9);
  }

  @Test
  void itIsTheSmallestOfAllWriters() {
    List<Batch> batches =
        List.of(until(0, NOW + 9_000), until(1, NOW + 4_000), until(2, NOW + 5_000));
    Deadline deadline = Deadline.of(batches, NOW);
    assertEquals(new Deadline(NOW + 4_000, batches, List.of()), deadline);
  }

  @Test
  void aWriterWithoutEnoughOfItsLeaseHoldsNobodyUp() {
    Batch late = until(0, NOW + Deadline.MARGIN_MILLIS - 1);
    Batch justInTime = until(1, NOW + Deadline.MARGIN_MILLIS);
    Batch gone = until(2, NOW - 5_000);
    assertEquals(
        new Deadline(NOW + Deadline.MARGIN_MILLIS, List.of(justInTime), List.of(late, gone)),
        Deadline.of(List.of(late, justInTime, gone), NOW));
  }

  @Test
  void aWriterThatHasNeverRenewedIsLate() {
    Batch batch = batch(writer(0, 1), 0, 9);
    assertEquals(List.of(batch), Deadline.of(List.of(batch), NOW).late());
  }

  @Test
  void aRenewalCountsAtOnceAndNeverBackwards() {
    Writer writer = writer(0, 1);
    writer.renew(NOW + 8_000);
    writer.renew(NOW + 2_000);
    assertEquals(NOW + 8_000, Deadline.of(List.of(batch(writer, 0, 0)), NOW).millis());
  }
}
