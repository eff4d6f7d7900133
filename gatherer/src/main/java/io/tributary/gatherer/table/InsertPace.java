package io.tributary.gatherer.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bounds the inserts per second over all tables, because each has a fixed price. A token bucket: in
 * any {@code t} seconds at most {@code perSecond × t} inserts begin, and a tenth of a second's
 * worth more. While there are more tables that want to insert than tokens, they wait, which is how
 * the age limit widens with many active tables.
 *
 * <p>The next token goes to the claim with the largest <em>fullness + age / longest</em>: of two
 * tables that are equally old the busier comes first, and one that has waited for {@code longest}
 * comes before every newer one, however full. So no table starves: with {@code n} tables a claim
 * waits no longer than {@code longest + n / perSecond}.
 *
 * <p>Any thread; guards itself.
 */
public final class InsertPace {

  private static final int BURST_SHARE = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * A table's wish to insert.
   *
   * @param fullness how near to its limits the buffer is, 0 to 1
   * @param sinceNanos arrival of the oldest batch
   */
  public record Claim(String table, double fullness, long sinceNanos) {
    public Claim {
      if (!(fullness >= 0 && fullness <= 1)) {
        throw new IllegalArgumentException("fullness of " + table + " is " + fullness);
      }
    }
  }

  private final double perNano;
  private final double burst;
  private final double longestNanos;
  private final Map<String, Claim> waiting = new HashMap<>();

  /** Have a token that they did not use yet. */
  private final Set<String> called = new HashSet<>();

  private double tokens;
  private long refilledNanos;

  /**
   * A pace.
   *
   * @param perSecond inserts, 1 or more
   * @param longest FLUSH_INTERVAL_MAX: what a claim waits until only older ones come before it
   */
  public InsertPace(int perSecond, Duration longest, long nowNanos) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "MAX_INSERTS_PER_SECOND is " + perSecond + ": use 1 or more");
    }
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.burst = Math.max(1, (double) perSecond / BURST_SHARE);
    this.longestNanos = longest.toNanos();
    this.tokens = burst;
    this.refilledNanos = nowNanos;
  }

  /**
   * True when the table may insert now, once. Otherwise it waits until {@link #turns} names it, and
   * then asks again; until then it may ask as often as its claim changes.
   */
  public synchronized boolean ask(Claim claim, long nowNanos) {
    if (called.remove(claim.table())) {
      return true;
    }
    refill(nowNanos);
    if (waiting.isEmpty() && tokens >= 1) {
      tokens--;
      return true;
    }
    waiting.put(claim.table(), claim);
    return false;
  }

  /** The table has nothing to insert any more, or not now. */
  public synchronized void leave(String table) {
    waiting.remove(table);
    if (called.remove(table)) {
      tokens = Math.min(burst, tokens + 1);
    }
  }

  /** The table inserts, whether it is its turn or not; others wait the longer. */
  public synchronized void force(String table, long nowNanos) {
    leave(table);
    refill(nowNanos);
    tokens--;
  }

  /** The tables whose turn has come, most urgent first; each is named once. */
  public synchronized List<String> turns(long nowNanos) {
    refill(nowNanos);
    List<String> turns = new ArrayList<>();
    Comparator<Claim> urgency = Comparator.comparingDouble(claim -> urgency(claim, nowNanos));
    while (tokens >= 1 && !waiting.isEmpty()) {
      String next = waiting.values().stream().max(urgency).orElseThrow().table();
      waiting.remove(next);
      called.add(next);
      turns.add(next);
      tokens--;
    }
    return turns;
  }

  /** Nanoseconds until {@link #turns} has something to say; never while nobody waits. */
  public synchronized long nanosUntilTurn(long nowNanos) {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    refill(nowNanos);
    return (long) Math.ceil(Math.max(0, 1 - tokens) / perNano);
  }

  /** Tables that wait for their turn. */
  public synchronized int waiting() {
    return waiting.size();
  }

  private double urgency(Claim claim, long nowNanos) {
    return claim.fullness() + (nowNanos - claim.sinceNanos()) / longestNanos;
  }

  private void refill(long nowNanos) {
    long elapsed = nowNanos - refilledNanos;
    // Callers of several threads may come with times that are slightly out of order.
    if (elapsed > 0) {
      tokens = Math.min(burst, tokens + elapsed * perNano);
      refilledNanos = nowNanos;
    }
  }
}
