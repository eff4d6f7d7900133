package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.Insert.Form;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.insert.InsertOutcome.Refused;
import io.tributary.gatherer.insert.InsertOutcome.Stored;
import io.tributary.gatherer.insert.InsertOutcome.Unavailable;
import io.tributary.gatherer.insert.InsertOutcome.Unknown;
import io.tributary.gatherer.insert.PartitionLimit;
import io.tributary.gatherer.insert.StartCondition;
import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.table.TableColumn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Attempts at the inserts of one table, each followed to its end: an attempt at an exactly-once
 * insert is over only when ClickHouse can store nothing more of it (D-12), and says in which form
 * the insert may be made again (D-13):
 *
 * <pre>
 *   stored                       ─▶ done
 *   nothing sent                 ─▶ as it is
 *   an error of ClickHouse       ─▶ the statement has ended ─┐
 *   no answer, somebody else's   ─▶ wait for its end ────────┴▶ as a fill; the same bytes where only
 *                                                              they heal the table's views
 * </pre>
 *
 * <p>Belongs to the lane's context; futures never fail.
 */
final class Attempts {
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 1_000;

  /** How long ClickHouse is trusted to know the parts of an insert: 1,000 later ones are few. */
  static final long MAX_REPEAT_NANOS = 120_000_000_000L;

  private final String table;
  private final DeliveryTools tools;
  private final LanePressure pressure;
  private final FailureLog log;
  private final LostInserts lost;
  private final Duration killAfter;

  /** Of the insert that was last sent as fresh; a repeat is always of that one. */
  private long firstSentNanos;

  Attempts(String table, DeliveryTools tools, LanePressure pressure, FailureLog log) {
    this.table = table;
    this.tools = tools;
    this.pressure = pressure;
    this.log = log;
    this.lost = new LostInserts(table, tools, log);
    this.killAfter = tools.exactlyOnce().killAfter();
  }

  /**
   * The end of an attempt.
   *
   * @param insert as it may be made again
   */
  record Ended(Insert insert, InsertOutcome outcome) {}

  /** True for rows that must not be stored twice. */
  static boolean isExact(Insert insert) {
    return isExact(insert.batches());
  }

  private static boolean isExact(List<Batch> batches) {
    return batches.getFirst().writer().guarantee() == Guarantee.EXACTLY_ONCE;
  }

  /** How batches are inserted that were just taken out of a buffer. */
  static Form firstForm(List<Batch> batches) {
    return isExact(batches) && batches.stream().anyMatch(Attempts::maybeStored)
        ? Form.FILL
        : Form.FRESH;
  }

  /** Suspect rows were part of a batch before, whose insert has failed. */
  private static boolean maybeStored(Batch batch) {
    return batch.kind() == RowsKind.SUSPECT || batch.writer().doubts(batch.offsets().first());
  }

  /** One attempt, of rows that may be stored more than once. */
  Future<Ended> send(Insert insert, List<TableColumn> columns, PartitionLimit partitions) {
    return measured(insert, () -> tools.inserter().insert(table, insert, columns, partitions))
        .map(outcome -> new Ended(insert, outcome));
  }

  /**
   * One attempt, of rows that must not be.
   *
   * @param deadlineMillis ClickHouse's time by which it has to begin
   */
  Future<Ended> sendExactly(
      Insert insert, List<TableColumn> columns, PartitionLimit partitions, long deadlineMillis) {
    StartCondition condition =
        new StartCondition(
            deadlineMillis,
            insert.batches().getFirst().writer().table(),
            () -> Deadline.isLate(deadlineMillis, tools.exactlyOnce().clock().lowerBoundMillis()));
    tools.followed().add(insert.token());
    if (insert.form() == Form.FRESH) {
      firstSentNanos = tools.nanoTime();
    }
    return measured(
            insert,
            () -> tools.inserter().insertExactly(table, insert, columns, partitions, condition))
        .compose(outcome -> followed(insert, outcome, partitions, deadlineMillis))
        .onComplete(ended -> tools.followed().remove(insert.token()));
  }

  private Future<InsertOutcome> measured(Insert insert, Supplier<Future<InsertOutcome>> sending) {
    long started = tools.nanoTime();
    BatchTrail.inserting(table, insert);
    return sent(sending)
        .otherwise(bug -> new Unknown(0, String.valueOf(bug)))
        .onSuccess(
            outcome -> {
              BatchTrail.inserted(table, insert, outcome);
              Duration took = Duration.ofNanos(tools.nanoTime() - started);
              tools.meters().attempted(table, insert, outcome, took);
              pressure.learn(outcome);
            });
  }

  private static Future<InsertOutcome> sent(Supplier<Future<InsertOutcome>> sending) {
    try {
      return sending.get();
    } catch (RuntimeException e) {
      // A bug must not leave the lane waiting for an answer that never comes.
      return Future.failedFuture(e);
    }
  }

  private Future<Ended> followed(
      Insert insert, InsertOutcome outcome, PartitionLimit partitions, long deadlineMillis) {
    if (outcome instanceof Stored || outcome.isUnsent()) {
      return Future.succeededFuture(new Ended(insert, outcome));
    }
    // A code is ClickHouse's: it has answered, so that the statement has ended.
    Future<Void> end =
        outcome.code() == 0
            ? lost.ended(new EndOfInsert(insert.token(), deadlineMillis, killAfter.toNanos()))
            : Future.succeededFuture();
    return end.compose(ended -> over(insert, outcome, partitions))
        .otherwise(
            bug -> {
              // The lane goes on, whatever went wrong.
              log.failed("an attempt could not be followed: " + bug, tools.nanoTime());
              return new Ended(in(Form.FILL, insert), new Unknown(0, String.valueOf(bug)));
            });
  }

  /** Of an attempt of which ClickHouse can store nothing more. */
  private Future<Ended> over(Insert insert, InsertOutcome outcome, PartitionLimit partitions) {
    return doubtful(insert, partitions)
        .compose(
            doubtful ->
                outcome instanceof Refused refused && insert.rows() == 1
                    ? refused(doubtful, refused)
                    : Future.succeededFuture(new Ended(doubtful, outcome)));
  }

  /** The insert in the form in which it stores each row once, although some may be stored. */
  private Future<Insert> doubtful(Insert insert, PartitionLimit partitions) {
    if (insert.form() == Form.FILL || partitions == PartitionLimit.LIFTED) {
      // Deduplication windows count parts, of which there may be any number then.
      return Future.succeededFuture(in(Form.FILL, insert));
    }
    Promise<Boolean> heals = Promise.promise();
    askWhetherRepeatsHeal(heals, FIRST_MILLIS);
    return heals.future().map(heal -> in(heal ? Form.REPEAT : Form.FILL, insert));
  }

  /** Until ClickHouse tells: a guess would leave rows out of views. */
  private void askWhetherRepeatsHeal(Promise<Boolean> heals, long pauseMillis) {
    tools
        .exactlyOnce()
        .repeatsHeal()
        .apply(table)
        .onSuccess(heals::complete)
        .onFailure(
            failure -> {
              log.failed(
                  "nobody can tell yet whether a repeat heals its views: " + failure.getMessage(),
                  tools.nanoTime());
              long next = Math.min(LONGEST_MILLIS, pauseMillis * 2);
              tools.vertx().setTimer(pauseMillis, again -> askWhetherRepeatsHeal(heals, next));
            });
  }

  /** The insert as it may be sent now. */
  Insert current(Insert insert) {
    return current(insert, tools.nanoTime() - firstSentNanos);
  }

  /**
   * An insert as it may be sent so long after its first attempt: ClickHouse may have forgotten a
   * repeat that is old.
   */
  static Insert current(Insert insert, long ageNanos) {
    return insert.form() == Form.REPEAT && ageNanos > MAX_REPEAT_NANOS
        ? in(Form.FILL, insert)
        : insert;
  }

  private static Insert in(Form form, Insert insert) {
    return new Insert(insert.token(), insert.batches(), form);
  }

  /**
   * A row can be in the table although ClickHouse has refused it, when it was a view that did; then
   * it must not go into quarantine as well. Of several rows nobody knows the offsets here: their
   * sender takes them apart, and each part is a fill.
   */
  private Future<Ended> refused(Insert insert, Refused refused) {
    return tools
        .exactlyOnce()
        .held()
        .count(table, insert)
        .map(
            count -> {
              if (count.isEmpty()) {
                return new Unavailable(0, "cannot see whether a refused row is in the table");
              }
              return count.getAsLong() >= insert.rows() ? new Stored() : refused;
            })
        .map(outcome -> new Ended(insert, outcome));
  }
}
