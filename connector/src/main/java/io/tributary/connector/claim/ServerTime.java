package io.tributary.connector.claim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * A lower bound of ClickHouse's clock at any moment, from what the gatherer says of it (rule D-7).
 * What it says was true at some moment before it arrived; since then as much time has passed as the
 * own monotonic clock says, give or take the drift of clocks.
 *
 * <p>Nothing is reckoned backwards: ClickHouse's clock may have jumped forward, or this machine may
 * have stood still, between the moment that is asked for and the news behind it. So the last {@link
 * #KEPT} news are kept.
 *
 * <p>Owned by one thread.
 */
public final class ServerTime {
  /** Enough for the news of a session while a partition is taken over. */
  static final int KEPT = 256;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long DRIFT_PARTS = 1_000;

  private record News(long serverMillis, long heardNanos) {}

  private final Deque<News> news = new ArrayDeque<>();

  /**
   * The gatherer said that ClickHouse's clock shows at least {@code serverMillis}.
   *
   * @param nowNanos of the monotonic clock
   */
  public void heard(long serverMillis, long nowNanos) {
    if (news.size() == KEPT) {
      news.removeLast();
    }
    news.addFirst(new News(serverMillis, nowNanos));
  }

  /** The gatherer is gone: another one may be asked about another server. */
  public void forget() {
    news.clear();
  }

  /** What ClickHouse's clock showed then at least; empty before it was heard of. */
  public OptionalLong atLeastMillis(long atNanos) {
    for (News heard : news) {
      long passedNanos = atNanos - heard.heardNanos();
      if (passedNanos >= 0) {
        long surelyNanos = passedNanos - passedNanos / DRIFT_PARTS;
        return OptionalLong.of(heard.serverMillis() + Math.floorDiv(surelyNanos, NANOS_PER_MILLI));
      }
    }
    return OptionalLong.empty();
  }
}
