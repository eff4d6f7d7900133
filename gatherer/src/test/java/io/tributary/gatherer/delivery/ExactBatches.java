package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/** Batches of exactly-once writers. */
final class ExactBatches {
  static final UUID TABLE = new UUID(1, 2);
  private static final Layout LAYOUT = new Layout(List.of(new LayoutColumn("a", "UInt8", false)));
  private static final BatchOrigin NOBODY =
      new BatchOrigin() {
        @Override
        public void settled(List<Batch> batches, Verdict verdict) {}

        @Override
        public void tableChanged() {}
      };

  private ExactBatches() {}

  static Writer writer(int partition, long epoch) {
    return new Writer(new SourcePartition("t", partition, 1), epoch, Guarantee.EXACTLY_ONCE, TABLE);
  }

  static Batch batch(Writer writer, long first, long last) {
    return batch(writer, RowsKind.FRESH, first, last);
  }

  static Batch batch(Writer writer, RowsKind kind, long first, long last) {
    return new Batch(
        new Batch.Sender(NOBODY, writer, 1, 0),
        LAYOUT,
        LAYOUT.fingerprint(),
        kind,
        new OffsetRange(first, last),
        1,
        Payload.kept(Buffer.buffer("a")),
        0);
  }
}
