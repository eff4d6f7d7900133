package io.tributary.gatherer.delivery;

/**
 * Admits one log line every 30 s, for what may happen a thousand times a second. Time is an
 * argument; belongs to its lane's loop.
 */
final class LineLimit {

  private static final long INTERVAL_NANOS = 30_000_000_000L;

  private boolean used;
  private long lastNanos;

  boolean admits(long nowNanos) {
    if (used && nowNanos - lastNanos < INTERVAL_NANOS) {
      return false;
    }
    used = true;
    lastNanos = nowNanos;
    return true;
  }

  /** The next line is a first one again. */
  void reset() {
    used = false;
  }
}
