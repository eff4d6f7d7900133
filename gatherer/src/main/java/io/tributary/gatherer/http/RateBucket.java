package io.tributary.gatherer.http;

/**
 * A token bucket that holds what one second allows, kept as the time at which it will be full again
 * (the generic cell rate algorithm of ATM, I.371), so that nothing has to be refilled.
 *
 * <p>It may be drawn below empty by {@link #charge}: what arrives after it was admitted has to be
 * paid for by those that come next. Time is in nanoseconds of any clock that does not go back.
 * Pure; one thread at a time.
 */
final class RateBucket {
  private static final long SECOND = 1_000_000_000L;

  /** A debt is forgotten beyond this, which bounds the wait after one huge request. */
  private static final int MAX_DEBT_SECONDS = 60;

  private final long perSecond;
  private long fullAtNanos;

  /**
   * @param perSecond rate and size, 1 to 2^33
   */
  RateBucket(long perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.fullAtNanos = nowNanos;
  }

  /** Nanoseconds until {@code amount}, at most what the bucket holds, can be taken; 0 for now. */
  long waitNanos(long amount, long nowNanos) {
    return Math.max(0, missingNanos(nowNanos) + nanos(Math.min(amount, perSecond)) - SECOND);
  }

  /** Takes it, whether it is there or not. */
  void charge(long amount, long nowNanos) {
    long most = (1 + MAX_DEBT_SECONDS) * SECOND;
    long charged = nanos(Math.min(amount, (1 + MAX_DEBT_SECONDS) * perSecond));
    fullAtNanos = nowNanos + Math.min(most, missingNanos(nowNanos) + charged);
  }

  /** What it holds: 0 to {@link #perSecond}. */
  long remaining(long nowNanos) {
    long free = Math.max(0, SECOND - missingNanos(nowNanos));
    return (long) ((double) free / SECOND * perSecond + 1e-6);
  }

  /** Nanoseconds until it is full. */
  long missingNanos(long nowNanos) {
    return Math.max(0, fullAtNanos - nowNanos);
  }

  long perSecond() {
    return perSecond;
  }

  private long nanos(long amount) {
    // Both products fit as long as rates are at most 2^33.
    return amount / perSecond * SECOND + amount % perSecond * SECOND / perSecond;
  }
}
