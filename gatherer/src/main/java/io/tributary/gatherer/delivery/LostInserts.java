package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.RunningInsert;
import io.tributary.gatherer.insert.TableActivity;
import io.tributary.gatherer.insert.TableActivity.Seen;
import io.tributary.gatherer.insert.TableActivity.Unseen;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Waits for the end of inserts of one table that gave no answer, for as long as it takes.
 *
 * <p><b>Failure semantics.</b> While ClickHouse is away nobody can tell, and the wait goes on: the
 * rows stay here, and offsets stand still.
 *
 * <p>Belongs to the lane's context.
 */
final class LostInserts {
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 1_000;

  private final String table;
  private final DeliveryTools tools;
  private final FailureLog log;

  LostInserts(String table, DeliveryTools tools, FailureLog log) {
    this.table = table;
    this.tools = tools;
    this.log = log;
  }

  /** Completes when the insert can store nothing more; never fails. */
  Future<Void> ended(EndOfInsert insert) {
    Promise<Void> ended = Promise.promise();
    look(new Wait(insert, tools.nanoTime(), ended), FIRST_MILLIS);
    return ended.future();
  }

  private record Wait(EndOfInsert insert, long sinceNanos, Promise<Void> ended) {}

  private void look(Wait wait, long pauseMillis) {
    tools
        .exactlyOnce()
        .running()
        .ask(table)
        .map(activity -> take(wait, activity))
        .otherwise(bug -> take(wait, new Unseen(FailureCode.INSERT_UNKNOWN, String.valueOf(bug))))
        .onSuccess(
            isOver -> {
              if (isOver) {
                wait.ended().complete();
              } else {
                long next = Math.min(LONGEST_MILLIS, pauseMillis * 2);
                tools.vertx().setTimer(pauseMillis, again -> look(wait, next));
              }
            });
  }

  /** True when the insert has ended. */
  private boolean take(Wait wait, TableActivity activity) {
    return switch (activity) {
      case Unseen unseen -> {
        log.failed(
            "nobody can tell yet whether an insert without an answer has ended: "
                + unseen.failure().tag(unseen.message()),
            tools.nanoTime());
        yield false;
      }
      case Seen seen -> {
        EndOfInsert.Step step = wait.insert().after(seen, tools.nanoTime() - wait.sinceNanos());
        if (step == EndOfInsert.Step.KILL) {
          kill(wait.insert().token(), seen);
        }
        yield step == EndOfInsert.Step.ENDED;
      }
    };
  }

  private void kill(String token, Seen seen) {
    for (RunningInsert insert : seen.inserts()) {
      if (insert.comment().token().equals(token)) {
        log.failed("an insert without an answer still runs and is killed", tools.nanoTime());
        // Only that it is gone counts, which the next look sees.
        Future<?> unused = tools.exactlyOnce().running().kill(insert.queryId());
      }
    }
  }
}
