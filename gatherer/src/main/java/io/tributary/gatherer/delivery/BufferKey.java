package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.FlushReason;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.RowsKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which batches may share an insert: rows of one layout, the suspect ones apart from the fresh
 * ones, and those that are delivered exactly once apart from others.
 *
 * @param layout fingerprint
 * @param table uuid of the table that exactly-once rows are for; null for others
 */
record BufferKey(long layout, RowsKind kind, @Nullable UUID table) {

  static BufferKey of(Batch batch) {
    Writer writer = batch.writer();
    boolean exact = writer.guarantee() == Guarantee.EXACTLY_ONCE;
    return new BufferKey(batch.fingerprint(), batch.kind(), exact ? writer.table() : null);
  }

  /** Suspect rows hold up their sender's offsets: they never wait for others. */
  @Nullable FlushReason pressed(@Nullable FlushReason outside) {
    return outside == null && kind == RowsKind.SUSPECT ? FlushReason.SUSPECT : outside;
  }
}
