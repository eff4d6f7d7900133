package io.tributary.gatherer.table;

import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.vertx.core.buffer.Buffer;
import java.util.List;

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
        NOBODY,
        1,
        0,
        LAYOUT,
        LAYOUT.fingerprint(),
        RowsKind.FRESH,
        rows,
        Buffer.buffer(new byte[bytes]),
        arrivedNanos);
  }
}
