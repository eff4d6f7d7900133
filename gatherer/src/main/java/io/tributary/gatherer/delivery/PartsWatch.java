package io.tributary.gatherer.delivery;

import io.tributary.gatherer.schema.PartsCensus.Answer;
import io.tributary.gatherer.table.PartsReading;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Has the parts of all tables that receive rows counted, and tells their lanes. One count at a
 * time; none while all tables are quiet.
 *
 * <p><b>Failure semantics.</b> When parts cannot be counted three times in a row, the last counts
 * are forgotten: windows shrink to the interval, and widen only when ClickHouse refuses an insert.
 * One line says so, and one when counts are back.
 *
 * <p>Any thread.
 */
final class PartsWatch {

  private static final int FAILURES = 3;

  private final Function<Set<String>, Future<Answer>> census;
  private final Supplier<List<LanePressure>> lanes;
  private final Consumer<String> log;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * A watch.
   *
   * @param census counts the parts of some tables
   * @param lanes of all tables
   * @param log for the operator
   */
  PartsWatch(
      Function<Set<String>, Future<Answer>> census,
      Supplier<List<LanePressure>> lanes,
      Consumer<String> log) {
    this.census = census;
    this.lanes = lanes;
    this.log = log;
  }

  /** A table and the inserts it had when the count began. */
  private record Question(LanePressure pressure, long insertsBefore) {
    void answer(PartsReading reading) {
      pressure.counted(reading, insertsBefore);
    }
  }

  /** Counts now, unless a count is on its way or nothing is to be counted. */
  void look() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    Map<String, Question> questions =
        lanes.get().stream()
            .filter(LanePressure::takeActive)
            .collect(
                Collectors.toMap(
                    LanePressure::table, lane -> new Question(lane, lane.window().inserts())));
    if (questions.isEmpty()) {
      asking.set(false);
      return;
    }
    count(questions.keySet())
        .otherwise(bug -> new Answer.Failed(String.valueOf(bug)))
        .onSuccess(
            answer -> {
              asking.set(false);
              tell(questions, answer);
            });
  }

  private Future<Answer> count(Set<String> tables) {
    try {
      return census.apply(tables);
    } catch (RuntimeException e) {
      // A bug must not leave the watch waiting for an answer that never comes.
      return Future.failedFuture(e);
    }
  }

  private void tell(Map<String, Question> questions, Answer answer) {
    switch (answer) {
      case Answer.Counted counted -> {
        if (failures.getAndSet(0) >= FAILURES) {
          log.accept("parts are counted again");
        }
        questions.forEach(
            (table, question) ->
                question.answer(counted.parts().getOrDefault(table, PartsReading.UNKNOWN)));
      }
      case Answer.Failed failed -> {
        int row = failures.incrementAndGet();
        if (row == FAILURES) {
          log.accept(
              "parts cannot be counted, so that FLUSH_INTERVAL widens only after ClickHouse has"
                  + " refused an insert: "
                  + failed.message()
                  + " (if ClickHouse is there: the user needs SELECT on system.parts,"
                  + " system.tables, system.settings and system.merge_tree_settings)");
        }
        questions.values().forEach(question -> failed(question, row));
      }
    }
  }

  private static void failed(Question question, int failuresInARow) {
    if (failuresInARow >= FAILURES) {
      question.answer(PartsReading.UNKNOWN);
    } else {
      question.pressure.active();
    }
  }
}
