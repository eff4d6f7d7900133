package io.tributary.gatherer.table;

import org.jspecify.annotations.Nullable;

/**
 * Decides when a buffer of an idle table is flushed. While an insert of the table runs nobody asks,
 * so that the next one grows. Any thread.
 */
public final class FlushPolicy {

  /** Which part of a full insert is never the cause of too many parts. */
  private static final double LARGE = 0.25;

  private final FlushLimits limits;
  private final FlushWindow window;

  public FlushPolicy(FlushLimits limits, FlushWindow window) {
    this.limits = limits;
    this.window = window;
  }

  /**
   * Why the buffer is to be flushed now, or null when it is to wait. While ClickHouse would refuse
   * the insert, age and shutdown are the only reasons: what a full buffer or a sender without
   * credit would gain is nothing. While the window is wide, a sender without credit has to wait as
   * well, until the insert is of some size, or else there would be many small ones when few are
   * wanted.
   *
   * @param pressed a reason from outside of the buffer, null for none
   */
  public @Nullable FlushReason due(
      TableBuffer buffer, @Nullable FlushReason pressed, long nowNanos) {
    if (buffer.isEmpty()) {
      return null;
    }
    boolean holds = window.holds();
    if (!holds && buffer.rows() >= limits.rows()) {
      return FlushReason.ROWS;
    }
    if (!holds && buffer.bytes() >= limits.bytes()) {
      return FlushReason.BYTES;
    }
    if (nanosUntilAge(buffer, nowNanos) <= 0) {
      return FlushReason.AGE;
    }
    return switch (pressed) {
      case null -> null;
      case SHUTDOWN -> pressed;
      case CREDIT -> !holds && isWorthAnInsert(buffer, nowNanos) ? pressed : null;
      case MEMORY, ROWS, BYTES, AGE, SUSPECT -> holds ? null : pressed;
    };
  }

  private boolean isWorthAnInsert(TableBuffer buffer, long nowNanos) {
    return limits.fullness(buffer) >= LARGE * window.wideness(nowNanos);
  }

  /** Nanoseconds until {@link FlushReason#AGE}, 0 or less when reached; never for an empty one. */
  public long nanosUntilAge(TableBuffer buffer, long nowNanos) {
    return buffer.isEmpty()
        ? Long.MAX_VALUE
        : window.nanos(nowNanos) - (nowNanos - buffer.oldestNanos());
  }

  /** The buffer's wish to be inserted, compared to those of other tables. */
  public InsertPace.Claim claim(String table, TableBuffer buffer) {
    return new InsertPace.Claim(table, limits.fullness(buffer), buffer.oldestNanos());
  }

  /** True when the buffer waits longer than it would without pressure of parts. */
  public boolean delays(TableBuffer buffer, long nowNanos) {
    return nowNanos - buffer.oldestNanos() > limits.interval().toNanos() && window.isWide(nowNanos);
  }
}
