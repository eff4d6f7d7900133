package io.tributary.gatherer.ledger;

import io.tributary.service.failure.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done next for the claims of one table (D-9, D-10): ask ClickHouse for time and
 * running inserts, kill an insert that stays, look. One question and one look at a time; all claims
 * that are ready when a look begins share it.
 *
 * <p>Whatever was told to this plan, {@link #due} says what follows, and {@link #delayNanos} when
 * to ask it again. Time is an argument, of the monotonic clock. Pure, belongs to one thread.
 *
 * <p><b>Failure semantics.</b> A question or a look that fails is repeated for as long as a claim
 * waits: without knowing, no claim is answered, and no row of its writer is made. What was too much
 * for one look is looked at piece by piece.
 */
final class TakeoverPlan {
  /** Between two questions while an insert runs. */
  static final long INSERTS_PAUSE_MILLIS = 100;

  /** Between two questions at most. */
  static final long MAX_PAUSE_MILLIS = 1_000;

  /** A claim that waits longer than its lease and this is worth a line in the log. */
  static final long PATIENCE_NANOS = 5_000_000_000L;

  /** From line to line. */
  static final long COMPLAINT_NANOS = 60_000_000_000L;

  /** Query ids in a line. */
  private static final int SHOWN_INSERTS = 3;

  /**
   * Bounds.
   *
   * @param killAfterNanos how long a running insert is waited for before ClickHouse is asked to end
   *     it, and again and again
   * @param gatherNanos how long the first claim that is ready waits for others
   * @param claims of one look
   */
  record Limits(long killAfterNanos, long gatherNanos, int claims) {
    private static final long GATHER_NANOS = 20_000_000;

    /** With so many, a claim may have 2,300 ranges, and a million offsets are gone through. */
    private static final int CLAIMS = 128;

    static Limits of(TakeoverSettings settings) {
      return new Limits(settings.killAfter().toNanos(), GATHER_NANOS, CLAIMS);
    }
  }

  /** What to do. */
  sealed interface Step {
    /** Ask what runs; {@link #heard} or {@link #unheard} follows. */
    record Ask() implements Step {}

    /**
     * Ask ClickHouse to end a query.
     *
     * @param attempt 1 or more
     */
    record Kill(String queryId, int attempt) implements Step {}

    /** Look for these claims; {@link #looked}, {@link #unseen} or {@link #tooMuch} follows. */
    record Look(List<PendingClaim> claims) implements Step {}

    /** Tell the operator; one line. */
    record Complain(String line) implements Step {}
  }

  /** When a running insert is killed, and which attempt that is. */
  private record NextKill(long dueNanos, int attempt) {}

  private final Limits limits;
  private final Set<PendingClaim> claims = new LinkedHashSet<>();
  private final Set<PendingClaim> askedFor = new HashSet<>();
  private final Map<String, NextKill> kills = new HashMap<>();
  private boolean asking;
  private long askNanos;
  private boolean looking;
  private long lookNanos;
  private boolean gathering;
  private @Nullable Long complaintNanos;
  private @Nullable String failure;

  TakeoverPlan(Limits limits) {
    this.limits = limits;
  }

  /** A claim has come. */
  void arrived(PendingClaim claim, long nowNanos) {
    if (claim.wantsActivity() && (failure == null || !anyWantsActivity())) {
      askNanos = nowNanos;
    }
    claims.add(claim);
  }

  /** This gatherer's own lanes are fenced for a claim. */
  void fenced(PendingClaim claim) {
    claim.fenced();
  }

  /** A claim was answered, or its session is over. */
  void gone(PendingClaim claim) {
    claims.remove(claim);
    askedFor.remove(claim);
    kills.keySet().retainAll(awaitedInserts());
  }

  boolean isIdle() {
    return claims.isEmpty() && !asking && !looking;
  }

  /** ClickHouse has said what runs. */
  void heard(Activity activity, long nowNanos) {
    asking = false;
    failure = null;
    askedFor.forEach(claim -> claim.heard(activity));
    askedFor.clear();
    long pauseMillis =
        claims.stream()
            .filter(PendingClaim::wantsActivity)
            .mapToLong(claim -> claim.pauseMillis(activity.serverMillis()))
            .min()
            .orElse(MAX_PAUSE_MILLIS);
    askNanos = nowNanos + Math.clamp(pauseMillis, 0, MAX_PAUSE_MILLIS) * 1_000_000L;
    watchInserts(nowNanos);
  }

  private void watchInserts(long nowNanos) {
    Set<String> awaited = awaitedInserts();
    kills.keySet().retainAll(awaited);
    awaited.forEach(id -> kills.putIfAbsent(id, nextKill(nowNanos, 1)));
  }

  private NextKill nextKill(long nowNanos, int attempt) {
    return new NextKill(nowNanos + limits.killAfterNanos(), attempt);
  }

  private Set<String> awaitedInserts() {
    return claims.stream().flatMap(claim -> claim.inserts().stream()).collect(Collectors.toSet());
  }

  /** ClickHouse has not said what runs; one line, with its code. */
  void unheard(String message, long nowNanos, long backoffNanos) {
    asking = false;
    askedFor.clear();
    askNanos = nowNanos + backoffNanos;
    failure = message;
  }

  /** A look has ended with answers; the claims are gone. */
  void looked(List<PendingClaim> answered) {
    looking = false;
    failure = null;
    answered.forEach(this::gone);
  }

  /** A look has shown nothing; one line, with its code. */
  void unseen(String message, long nowNanos, long backoffNanos) {
    looking = false;
    gathering = true;
    lookNanos = nowNanos + backoffNanos;
    failure = message;
  }

  /** A look took too long or too much; its claims are looked for one by one, behind others. */
  void tooMuch(List<PendingClaim> looked, String message, long nowNanos, long backoffNanos) {
    for (PendingClaim claim : looked) {
      claim.narrow();
      if (claims.remove(claim)) {
        claims.add(claim);
      }
    }
    unseen(message, nowNanos, backoffNanos);
  }

  /** What has to be done now; each step is told once. */
  List<Step> due(long nowNanos) {
    List<Step> steps = new ArrayList<>();
    if (wantsToAsk() && nowNanos - askNanos >= 0) {
      asking = true;
      claims.stream().filter(PendingClaim::wantsActivity).forEach(askedFor::add);
      askedFor.forEach(PendingClaim::asked);
      steps.add(new Step.Ask());
    }
    kill(steps, nowNanos);
    look(steps, nowNanos);
    complain(steps, nowNanos);
    return steps;
  }

  private void kill(List<Step> steps, long nowNanos) {
    kills.replaceAll(
        (queryId, kill) -> {
          if (nowNanos - kill.dueNanos() < 0) {
            return kill;
          }
          steps.add(new Step.Kill(queryId, kill.attempt()));
          return nextKill(nowNanos, kill.attempt() + 1);
        });
  }

  private void look(List<Step> steps, long nowNanos) {
    if (looking) {
      return;
    }
    List<PendingClaim> ready = ready();
    if (ready.isEmpty()) {
      gathering = false;
    } else if (!gathering) {
      gathering = true;
      lookNanos = nowNanos + limits.gatherNanos();
    }
    if (gathering && nowNanos - lookNanos >= 0) {
      gathering = false;
      looking = true;
      steps.add(new Step.Look(ready));
    }
  }

  /** The claims of the next look. */
  private List<PendingClaim> ready() {
    List<PendingClaim> ready = claims.stream().filter(PendingClaim::isReady).toList();
    return !ready.isEmpty() && ready.getFirst().isNarrow()
        ? ready.subList(0, 1)
        : ready.stream().filter(claim -> !claim.isNarrow()).limit(limits.claims()).toList();
  }

  private void complain(List<Step> steps, long nowNanos) {
    List<PendingClaim> overdue =
        claims.stream().filter(claim -> claim.overdueNanos(nowNanos) >= PATIENCE_NANOS).toList();
    if (overdue.isEmpty()) {
      complaintNanos = null;
    } else if (complaintNanos == null || nowNanos - complaintNanos >= COMPLAINT_NANOS) {
      complaintNanos = nowNanos;
      PendingClaim first = overdue.getFirst();
      steps.add(
          new Step.Complain(
              "%d %s 5 s longer than leases last, first that of %s (epoch %d): %s"
                  .formatted(
                      overdue.size(),
                      overdue.size() == 1 ? "claim waits" : "claims wait",
                      first.source(),
                      first.epoch(),
                      reason(first))));
    }
  }

  private String reason(PendingClaim claim) {
    String message = failure;
    return message == null ? FailureCode.CLAIM_WAITS.tag(cause(claim)) : message;
  }

  private static String cause(PendingClaim claim) {
    if (!claim.isFenced()) {
      return "an insert of this gatherer with rows of the writer before has not ended";
    }
    Set<String> inserts = claim.inserts();
    if (!inserts.isEmpty()) {
      return "inserts run: "
          + inserts.stream().limit(SHOWN_INSERTS).collect(Collectors.joining(", "))
          + (inserts.size() > SHOWN_INSERTS ? ", …" : "");
    }
    return claim.isReady()
        ? "ClickHouse has not said yet what the table holds"
        : "ClickHouse has not said yet what runs";
  }

  /** How long {@link #due} has nothing new to say, unless something is told before. */
  OptionalLong delayNanos(long nowNanos) {
    long delay = Long.MAX_VALUE;
    if (wantsToAsk()) {
      delay = askNanos - nowNanos;
    }
    for (NextKill kill : kills.values()) {
      delay = Math.min(delay, kill.dueNanos() - nowNanos);
    }
    if (gathering && !looking) {
      delay = Math.min(delay, lookNanos - nowNanos);
    }
    for (PendingClaim claim : claims) {
      long overdue = claim.overdueNanos(nowNanos);
      Long complained = complaintNanos;
      long untilComplaint =
          complained != null && overdue >= PATIENCE_NANOS
              ? complained + COMPLAINT_NANOS - nowNanos
              : PATIENCE_NANOS - overdue;
      delay = Math.min(delay, untilComplaint);
    }
    return delay == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.max(0, delay));
  }

  private boolean wantsToAsk() {
    return !asking && anyWantsActivity();
  }

  private boolean anyWantsActivity() {
    return claims.stream().anyMatch(PendingClaim::wantsActivity);
  }
}
