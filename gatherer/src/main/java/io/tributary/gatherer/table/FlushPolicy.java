package io.tributary.gatherer.table;

import org.jspecify.annotations.Nullable;

/**
 * Decides when a buffer of an idle table is flushed. While an insert of the table runs nobody asks,
 * so that the next one grows. Immutable; any thread.
 */
public final class FlushPolicy {

  private final FlushLimits limits;
  private final long intervalNanos;

  public FlushPolicy(FlushLimits limits) {
    this.limits = limits;
    this.intervalNanos = limits.interval().toNanos();
  }

  /**
   * Why the buffer is to be flushed now, or null when it is to wait.
   *
   * @param pressed a reason from outside of the buffer, null for none
   */
  public @Nullable FlushReason due(
      TableBuffer buffer, @Nullable FlushReason pressed, long nowNanos) {
    if (buffer.isEmpty()) {
      return null;
    }
    if (buffer.rows() >= limits.rows()) {
      return FlushReason.ROWS;
    }
    if (buffer.bytes() >= limits.bytes()) {
      return FlushReason.BYTES;
    }
    if (nanosUntilAge(buffer, nowNanos) <= 0) {
      return FlushReason.AGE;
    }
    return pressed;
  }

  /** Nanoseconds until {@link FlushReason#AGE}, 0 or less when reached; never for an empty one. */
  public long nanosUntilAge(TableBuffer buffer, long nowNanos) {
    return buffer.isEmpty() ? Long.MAX_VALUE : intervalNanos - (nowNanos - buffer.oldestNanos());
  }
}
