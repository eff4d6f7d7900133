package io.tributary.gatherer.ledger;

import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.RunningInsert;
import io.tributary.gatherer.insert.TableActivity;
import io.tributary.gatherer.ledger.LookQuery.Wanted;
import io.tributary.gatherer.ledger.TakeoverPlan.Step;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.quarantine.QuarantineName;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.telemetry.Trail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the {@link TakeoverPlan} of one table says.
 *
 * <p>Belongs to the loop of {@link Takeovers}.
 */
final class TableTakeover {
  private static final Logger log = LoggerFactory.getLogger(TableTakeover.class);

  private static final int REFUSED_RETRY_MILLIS = 5_000;

  /** In the trail: the rest is not told. */
  private static final int SHOWN_RANGES = 20;

  /** Told about answers. */
  interface Listener {
    /** A claim has its answer. */
    void answered(Claimed claimed, OpenAnswer answer);

    /** No claim waits any more. */
    void idle(String table, TableTakeover takeover);
  }

  private final String table;
  private final TakeoverTools tools;
  private final TakeoverSettings settings;
  private final Context loop;
  private final Listener listener;
  private final TakeoverPlan plan;
  private final Map<PendingClaim, Claimed> claims = new HashMap<>();
  private int failures;
  private long timer = -1;

  TableTakeover(
      String table,
      TakeoverTools tools,
      TakeoverSettings settings,
      Context loop,
      Listener listener) {
    this.table = table;
    this.tools = tools;
    this.settings = settings;
    this.loop = loop;
    this.listener = listener;
    this.plan = new TakeoverPlan(TakeoverPlan.Limits.of(settings));
  }

  /** Takes a claim whose epoch is above all others of its partition. */
  void claim(Claimed claimed) {
    PendingClaim pending =
        new PendingClaim(claimed.claim(), tools.incarnation(), System.nanoTime());
    claims.put(pending, claimed);
    plan.arrived(pending, System.nanoTime());
    fence(claimed)
        .onComplete(
            fenced ->
                loop.runOnContext(
                    hop -> {
                      plan.fenced(pending);
                      run();
                    }));
    run();
  }

  private Future<Void> fence(Claimed claimed) {
    TakeoverTools.Lanes lanes = tools.lanes();
    return Future.all(
            lanes.fence(table, claimed.what().source(), claimed.claim().epoch()),
            lanes.fence(QuarantineName.of(table), claimed.what().source(), claimed.claim().epoch()))
        .mapEmpty();
  }

  /** A claim needs no answer any more. */
  void drop(Claimed claimed) {
    List<PendingClaim> dropped =
        claims.entrySet().stream()
            .filter(entry -> entry.getValue() == claimed)
            .map(Map.Entry::getKey)
            .toList();
    dropped.forEach(claims::remove);
    dropped.forEach(plan::gone);
    run();
  }

  private void run() {
    for (Step step : plan.due(System.nanoTime())) {
      switch (step) {
        case Step.Ask ask -> ask();
        case Step.Kill kill -> kill(kill);
        case Step.Look look -> look(look.claims());
        case Step.Complain complain -> log.warn("table {}: {}", table, complain.line());
      }
    }
    tools.vertx().cancelTimer(timer);
    OptionalLong delayNanos = plan.delayNanos(System.nanoTime());
    if (delayNanos.isPresent()) {
      long millis = 1 + TimeUnit.NANOSECONDS.toMillis(delayNanos.getAsLong());
      timer = tools.vertx().setTimer(millis, due -> run());
    }
    if (plan.isIdle()) {
      listener.idle(table, this);
    }
  }

  private void ask() {
    tools
        .inserts()
        .ask(table)
        .compose(
            rows ->
                tools
                    .inserts()
                    .ask(QuarantineName.of(table))
                    .map(quarantined -> List.of(rows, quarantined)))
        .onComplete(
            asked ->
                loop.runOnContext(
                    hop -> {
                      if (asked.succeeded()) {
                        heard(asked.result());
                      } else {
                        unheard(
                            FailureCode.CLICKHOUSE_UNREACHABLE.tag(String.valueOf(asked.cause())));
                      }
                      run();
                    }));
  }

  private void heard(List<TableActivity> activities) {
    Set<String> foreign = new HashSet<>();
    long serverMillis = Long.MAX_VALUE;
    for (TableActivity activity : activities) {
      switch (activity) {
        case TableActivity.Unseen unseen -> {
          unheard(unseen.failure().tag(unseen.message()));
          return;
        }
        case TableActivity.Seen seen -> {
          serverMillis = Math.min(serverMillis, seen.serverMillis());
          foreign(seen).map(RunningInsert::queryId).forEach(foreign::add);
        }
      }
    }
    succeeded();
    plan.heard(new Activity(serverMillis, foreign), System.nanoTime());
  }

  /**
   * What a lane of this gatherer follows to its end it waits for itself, where it has rows of an
   * earlier writer. An own insert for at least once has nobody who follows it.
   */
  private Stream<RunningInsert> foreign(TableActivity.Seen seen) {
    return seen.inserts().stream()
        .filter(
            insert ->
                !insert.comment().incarnation().equals(tools.incarnation())
                    || !tools.lanes().follows(insert.comment().token()));
  }

  private void unheard(String line) {
    plan.unheard(line, System.nanoTime(), failed("ask what runs", line));
  }

  /** Counts a failure, and returns how long to wait before the next attempt. */
  private long failed(String what, String line) {
    failures++;
    if (failures == 1) {
      log.warn(
          "table {}: cannot {}, which {} for: {}",
          table,
          what,
          claims.size() == 1 ? "a claim waits" : claims.size() + " claims wait",
          line);
    }
    return TimeUnit.MILLISECONDS.toNanos(
        settings.retry().delayMillis(failures, ThreadLocalRandom.current()));
  }

  private void succeeded() {
    if (failures > 0) {
      log.info("table {}: ClickHouse answers again; questions that failed: {}", table, failures);
      failures = 0;
    }
  }

  private void kill(Step.Kill kill) {
    if (kill.attempt() == 1) {
      log.warn(
          "table {}: insert {} has run for {} s while a claim waits: it is killed",
          table,
          kill.queryId(),
          settings.killAfter().toMillis() / 1e3);
    }
    tools.meters().insertKilled();
    tools.inserts().kill(kill.queryId()).onSuccess(answer -> killed(kill, answer));
  }

  private void killed(Step.Kill kill, QueryAnswer answer) {
    if (kill.attempt() == 1 && answer instanceof QueryAnswer.Rejected rejected) {
      log.warn(
          "table {}: {}",
          table,
          FailureCode.CLICKHOUSE_DENIED.line(
              "insert %s is not killed: %s".formatted(kill.queryId(), rejected.message())));
    }
  }

  private void look(List<PendingClaim> ready) {
    long began = System.nanoTime();
    List<Wanted> wanted =
        ready.stream().map(claim -> new Wanted(claim.source(), claim.from(), claim.end())).toList();
    tools
        .look()
        .look(table, wanted)
        .onComplete(
            seen ->
                loop.runOnContext(
                    hop -> {
                      tools.meters().looked(Duration.ofNanos(System.nanoTime() - began));
                      looked(
                          ready,
                          seen.succeeded()
                              ? seen.result()
                              : new LookAnswer.Unseen(String.valueOf(seen.cause())));
                      run();
                    }));
  }

  private void looked(List<PendingClaim> ready, LookAnswer looked) {
    switch (looked) {
      case LookAnswer.Seen(UUID seen, List<OpenAnswer.Resume> answers) -> {
        succeeded();
        plan.looked(ready);
        for (int i = 0; i < ready.size(); i++) {
          answer(ready.get(i), answers.get(i), seen);
        }
      }
      case LookAnswer.TooMuch(String message) -> {
        String line = FailureCode.CLICKHOUSE_BUSY.tag(message);
        plan.tooMuch(ready, line, System.nanoTime(), failed("look into it", line));
      }
      case LookAnswer.Refused(String message) -> {
        String line = "cannot say what table %s holds: %s".formatted(table, message);
        log.warn("{}", line);
        plan.looked(ready);
        ready.forEach(claim -> refuse(claim, line));
      }
      case LookAnswer.Unseen(FailureCode failure, String message) -> {
        String line = failure.tag(message);
        plan.unseen(line, System.nanoTime(), failed("look into it", line));
      }
    }
  }

  /** What was seen counts only if it is the table that was described to the writer. */
  private void answer(PendingClaim pending, OpenAnswer.Resume answer, UUID seen) {
    Claimed claimed = claims.get(pending);
    if (claimed != null && !claimed.described().equals(seen)) {
      refuse(
          pending,
          FailureCode.TABLE_CHANGED.tag(
              "table %s is not the one that was described".formatted(table)));
      return;
    }
    claims.remove(pending);
    trail(pending, answer);
    if (claimed != null) {
      listener.answered(claimed, answer);
    }
  }

  private void trail(PendingClaim pending, OpenAnswer.Resume answer) {
    if (Trail.isOn()) {
      List<OffsetRange> held = answer.held();
      Trail.step(
          "looked",
          pending.source(),
          pending.from(),
          answer.until() - 1,
          "table=%s held=%s"
              .formatted(table, held.subList(0, Math.min(SHOWN_RANGES, held.size()))));
    }
  }

  /** The table is not what it was: the writer has to hear what it is like now. */
  private void refuse(PendingClaim pending, String line) {
    Claimed claimed = claims.remove(pending);
    if (claimed != null) {
      claimed.wantDescription();
      listener.answered(claimed, new OpenAnswer.Later(REFUSED_RETRY_MILLIS, line));
    }
  }
}
