package io.tributary.gatherer.ledger;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A claim that waits until no insert of an earlier writer can begin or runs.
 *
 * <pre>
 *  SERVER TIME ──heard──▶ LEASE ──server time past it──▶ INSERTS ──each is gone──▶ OVER
 * </pre>
 *
 * <p>A predecessor that cannot have left anything outside this gatherer begins at OVER. Beside that
 * this gatherer's own lanes have to be fenced. Belongs to one thread.
 */
final class PendingClaim {
  /** Offsets that are looked at for a claim for which all of them were too many. */
  static final long FIRST_SPAN = 1 << 24;

  /** It is tried with so many for as long as it takes. */
  static final long LEAST_SPAN = 1 << 16;

  /** From failure to failure. */
  private static final int SHRINKS_BY = 4;

  private sealed interface Wait {
    /** For ClickHouse's time, asked after the claim has come. */
    record ServerTime() implements Wait {}

    /** Until an insert of the writer before can no longer begin. */
    record Lease(long untilServerMillis) implements Wait {}

    /** For inserts that had begun by then, and by when the own lanes were fenced. */
    record Inserts(Set<String> queryIds) implements Wait {}

    /** For nothing more. */
    record Over() implements Wait {}
  }

  private final Claim claim;
  private final long arrivedNanos;
  private final int leaseMillis;
  private Wait wait;
  private boolean fenced;
  private boolean fencedWhenAsked;
  private long span = Long.MAX_VALUE;

  /**
   * @param gatherer incarnation of this gatherer
   */
  PendingClaim(Claim claim, UUID gatherer, long arrivedNanos) {
    this.claim = claim;
    this.arrivedNanos = arrivedNanos;
    switch (claim.predecessor()) {
      case Predecessor.None none -> {
        // Its group may have been deleted: no lease is left, but an insert may still run.
        wait = new Wait.Lease(0);
        leaseMillis = 0;
      }
      case Predecessor.Released released -> {
        wait = new Wait.Over();
        leaseMillis = 0;
      }
      case Predecessor.Held held when held.gatherer().equals(gatherer) -> {
        wait = new Wait.Over();
        leaseMillis = 0;
      }
      case Predecessor.Held held -> {
        wait = new Wait.ServerTime();
        leaseMillis = held.leaseMillis();
      }
      case Predecessor.Unsure unsure -> {
        wait = new Wait.ServerTime();
        leaseMillis = unsure.leaseMillis();
      }
    }
  }

  SourcePartition source() {
    return claim.source();
  }

  long from() {
    return claim.from();
  }

  /** Offset below which is looked; the answer says so, and its writer claims again there. */
  long end() {
    return span > Long.MAX_VALUE - from() ? Long.MAX_VALUE : from() + span;
  }

  /** A look was too much for ClickHouse: the next one is for this claim alone, and not as far. */
  void narrow() {
    span = isNarrow() ? Math.max(LEAST_SPAN, span / SHRINKS_BY) : FIRST_SPAN;
  }

  boolean isNarrow() {
    return span != Long.MAX_VALUE;
  }

  long epoch() {
    return claim.epoch();
  }

  /** How long it has waited so far beyond the lease of the writer before. */
  long overdueNanos(long nowNanos) {
    return nowNanos - arrivedNanos - leaseMillis * 1_000_000L;
  }

  /** The gatherer's own lanes hold and insert nothing of earlier writers any more. */
  void fenced() {
    fenced = true;
  }

  boolean isFenced() {
    return fenced;
  }

  /** True when only the look is missing. */
  boolean isReady() {
    return fenced && wait instanceof Wait.Over;
  }

  /** True while it waits for what ClickHouse says about time and running inserts. */
  boolean wantsActivity() {
    return !(wait instanceof Wait.Over);
  }

  /** Inserts it waits for. */
  Set<String> inserts() {
    return wait instanceof Wait.Inserts inserts ? inserts.queryIds() : Set.of();
  }

  /** It is asked now what runs: if the lanes are fenced by now, the answer lists what they left. */
  void asked() {
    fencedWhenAsked = fenced;
  }

  /** Hears what ClickHouse says; the question was asked after the claim had come. */
  void heard(Activity activity) {
    wait =
        switch (wait) {
          case Wait.ServerTime now -> new Wait.Lease(activity.serverMillis() + leaseMillis);
          case Wait.Lease lease
              when fencedWhenAsked && activity.serverMillis() > lease.untilServerMillis() ->
              inserts(activity.foreign(), activity.foreign());
          case Wait.Lease lease -> lease;
          case Wait.Inserts inserts -> inserts(inserts.queryIds(), activity.foreign());
          case Wait.Over over -> over;
        };
  }

  private static Wait inserts(Set<String> waitedFor, Set<String> running) {
    Set<String> left = new TreeSet<>(waitedFor);
    left.retainAll(running);
    return left.isEmpty() ? new Wait.Over() : new Wait.Inserts(left);
  }

  /**
   * When to ask again, from an answer that said {@code serverMillis}: as soon as may be for one
   * that has not been heard, at the end of a lease, and often while an insert runs.
   */
  long pauseMillis(long serverMillis) {
    return switch (wait) {
      case Wait.ServerTime now -> 0;
      case Wait.Lease lease ->
          Math.max(
              lease.untilServerMillis() + 1 - serverMillis,
              fenced ? 0 : TakeoverPlan.INSERTS_PAUSE_MILLIS);
      case Wait.Inserts inserts -> TakeoverPlan.INSERTS_PAUSE_MILLIS;
      case Wait.Over over -> TakeoverPlan.MAX_PAUSE_MILLIS;
    };
  }
}
