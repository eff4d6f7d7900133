package io.tributary.gatherer.table;

import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.SourcePartition;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who wrote batches: one claim of a partition, and until when inserts with its rows may begin.
 *
 * <p>Thread: any.
 */
public final class Writer {
  private final SourcePartition source;
  private final long epoch;
  private final Guarantee guarantee;
  private final UUID table;
  private final AtomicLong validUntilMillis = new AtomicLong();
  private final AtomicLong doubtfulOffset = new AtomicLong(-1);

  /**
   * @param epoch of its claim
   * @param table uuid of the table that was described to it
   */
  public Writer(SourcePartition source, long epoch, Guarantee guarantee, UUID table) {
    this.source = source;
    this.epoch = epoch;
    this.guarantee = guarantee;
    this.table = table;
  }

  /** The partition it claimed. */
  public SourcePartition source() {
    return source;
  }

  public long epoch() {
    return epoch;
  }

  public Guarantee guarantee() {
    return guarantee;
  }

  /** The uuid of the table that its rows are for. */
  public UUID table() {
    return table;
  }

  /**
   * Rows up to this offset may be in the table although the writer was told that they are not, so
   * that it sends them again.
   */
  public void doubt(long lastOffset) {
    doubtfulOffset.accumulateAndGet(lastOffset, Math::max);
  }

  /** True when a row of that offset or a later one may be in the table. */
  public boolean doubts(long firstOffset) {
    return firstOffset <= doubtfulOffset.get();
  }

  /** It still owned the partition; going back in time is ignored. */
  public void renew(long untilMillis) {
    validUntilMillis.accumulateAndGet(untilMillis, Math::max);
  }

  /**
   * Until when inserts with its rows may begin, by ClickHouse's clock, 0 before the first renewal;
   * without meaning where the guarantee is at least once.
   */
  public long validUntilMillis() {
    return validUntilMillis.get();
  }
}
