package io.tributary.gatherer.table;

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

/** Batches for tests. */
final class Batches {
  private static final Layout LAYOUT = new Layout(List.of(new LayoutColumn("a", "UInt8", false)));
  private static final BatchOrigin NOBODY =
      new BatchOrigin() {
        @Override
        public void settled(List<Batch> batches, Verdict verdict) {}

        @Override
        public void tableChanged() {}
      };

  private Batches() {}

  static Batch batch(int rows, int bytes, long arrivedNanos) {
    return new Batch(
        new Batch.Sender(
            NOBODY,
            new Writer(new SourcePartition("t", 0, 1), 1, Guarantee.AT_LEAST_ONCE, new UUID(0, 0)),
            1,
            0),
        LAYOUT,
        LAYOUT.fingerprint(),
        RowsKind.FRESH,
        new OffsetRange(0, 1_000),
        rows,
        Payload.kept(Buffer.buffer(new byte[bytes])),
        arrivedNanos);
  }
}
