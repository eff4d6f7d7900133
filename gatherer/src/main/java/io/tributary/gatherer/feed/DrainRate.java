package io.tributary.gatherer.feed;

import java.time.Duration;

/**
 * How fast rows leave the spool for their tables, for those who are told to come again.
 *
 * <p>Any thread.
 */
public final class DrainRate {
  private static final double HALF_LIFE_NANOS = 5e9;
  private static final double NANOS = 1e9;
  private static final double LEAST_SECONDS = 1;
  private static final double MOST_SECONDS = 300;
  private static final Duration UNKNOWN = Duration.ofSeconds(10);

  private double decayedBytes;
  private long atNanos;

  /** Begins without knowing anything. */
  public DrainRate(long nowNanos) {
    atNanos = nowNanos;
  }

  /** So many bytes have left. */
  synchronized void settled(long bytes, long nowNanos) {
    decay(nowNanos);
    decayedBytes += bytes;
  }

  private void decay(long nowNanos) {
    decayedBytes *= Math.pow(0.5, (nowNanos - atNanos) / HALF_LIFE_NANOS);
    atNanos = nowNanos;
  }

  /** Bytes a second, of the last seconds. */
  public synchronized double bytesPerSecond(long nowNanos) {
    decay(nowNanos);
    return decayedBytes * Math.log(2) / HALF_LIFE_NANOS * NANOS;
  }

  /** When so many bytes will have left if it goes on like this: 1 s to 5 min. */
  public Duration until(long bytes, long nowNanos) {
    double rate = bytesPerSecond(nowNanos);
    if (rate < 1) {
      return UNKNOWN;
    }
    double seconds = Math.ceil(bytes / rate);
    return Duration.ofSeconds((long) Math.clamp(seconds, LEAST_SECONDS, MOST_SECONDS));
  }
}
