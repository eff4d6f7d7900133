package io.tributary.gatherer.table;

/**
 * How many active parts ClickHouse lets a table have. 0 means that there is no such limit.
 *
 * @param delay parts of one partition from which inserts are slowed, {@code parts_to_delay_insert}
 * @param refuse parts of one partition from which inserts are refused, {@code
 *     parts_to_throw_insert}
 * @param total parts of all partitions from which inserts are refused, {@code max_parts_in_total}
 */
public record PartsLimits(long delay, long refuse, long total) {
  public PartsLimits {
    if (delay < 0 || refuse < 0 || total < 0) {
      throw new IllegalArgumentException(
          "limits of parts: delay %d, refuse %d, total %d".formatted(delay, refuse, total));
    }
  }

  /** Which part of the way to slowed or refused inserts is gone; 1 or more when they are. */
  double pressure(long fullest, long inAll) {
    return Math.max(share(fullest, delay), Math.max(share(fullest, refuse), share(inAll, total)));
  }

  /** True when one more insert would be refused. */
  boolean refuses(long fullest, long inAll) {
    return share(fullest, refuse) >= 1 || share(inAll, total) >= 1;
  }

  private static double share(long parts, long limit) {
    return limit == 0 ? 0 : (double) parts / limit;
  }
}
