package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.insert.PartitionLimit;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.TableColumn;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was flushed of one table and has no verdict yet: one insert at a time, attempts at it, and
 * what their outcomes lead to.
 *
 * <p><b>Failure semantics.</b> An insert that is refused as a whole is taken apart until the guilty
 * batches stand alone. One whose fate is not known, or that ClickHouse cannot take now, is repeated
 * for as long as it takes: as the same bytes under the same token where rows may be stored more
 * than once, and as {@link Attempts} says where they must not be. A batch leaves the queue with
 * exactly one verdict.
 *
 * <p>Belongs to the lane's context.
 */
final class InsertQueue {

  private static final Logger log = LoggerFactory.getLogger(InsertQueue.class);

  /** After a change of the table: time for the sender to learn of it. */
  private static final int CHANGED_MILLIS = 1_000;

  /** For the sender to commit again. */
  private static final int LATE_MILLIS = 200;

  private static final String LATE =
      "the writer has not shown for too long that it owns its partition";

  private final String table;
  private final DeliveryTools tools;
  private final LaneFences fences;
  private final Verdicts verdicts;
  private final Attempts attempts;
  private final FailureLog failures;
  private final Runnable idle;
  private final LineLimit warnings = new LineLimit();

  /** Its head is being inserted, or waits for its next attempt. */
  private final Deque<Insert> pending = new ArrayDeque<>();

  /** Wait for the end of the attempt that runs. */
  private final List<Promise<Void>> fencing = new ArrayList<>();

  private PartitionLimit partitions = PartitionLimit.SERVERS;
  private List<TableColumn> columns = List.of();
  private boolean running;
  private long timer = -1;

  /**
   * A queue without inserts.
   *
   * @param idle called whenever it has none again
   */
  InsertQueue(
      String table, DeliveryTools tools, LaneFences fences, LanePressure pressure, Runnable idle) {
    this.table = table;
    this.tools = tools;
    this.fences = fences;
    this.idle = idle;
    this.verdicts = new Verdicts(tools.pool());
    this.failures = new FailureLog("insert into table " + table, log::warn);
    this.attempts = new Attempts(table, tools, pressure, failures);
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  /** True if such a batch is inserted, or waits for another attempt. */
  boolean has(Predicate<Batch> wanted) {
    return pending.stream().anyMatch(insert -> insert.batches().stream().anyMatch(wanted));
  }

  void describe(List<TableColumn> described) {
    columns = described;
  }

  /** Inserts batches that may share an insert; the queue is idle. */
  void begin(List<Batch> batches) {
    pending.push(tools.insert(batches, Attempts.firstForm(batches)));
    attempt();
  }

  /**
   * Drops what was fenced since; completes when the insert that runs, if it has such batches, has
   * ended.
   */
  Future<Void> fence() {
    if (!running) {
      dropFenced();
      if (pending.isEmpty() && timer >= 0) {
        tools.vertx().cancelTimer(timer);
        timer = -1;
        tools.meters().settled(table);
        idle.run();
      }
      return Future.succeededFuture();
    }
    Insert head = pending.remove();
    dropFenced();
    pending.push(head);
    if (head.batches().stream().noneMatch(fences::isFenced)) {
      return Future.succeededFuture();
    }
    Promise<Void> ended = Promise.promise();
    fencing.add(ended);
    return ended.future();
  }

  private void attempt() {
    timer = -1;
    Insert insert = attempts.current(pending.remove());
    if (!Attempts.isExact(insert)) {
      pending.push(insert);
      running = true;
      attempts.send(insert, columns, partitions).onSuccess(this::concluded);
      return;
    }
    Deadline deadline =
        Deadline.of(insert.batches(), tools.exactlyOnce().clock().lowerBoundMillis());
    if (!deadline.late().isEmpty()) {
      warn(FailureCode.LEASE_OVER.tag("batches are deferred: " + LATE));
      verdicts.defer(insert.form(), deadline.late(), new Verdict.Deferred(LATE_MILLIS, LATE));
    }
    if (deadline.ready().isEmpty()) {
      next(0);
      return;
    }
    Insert timely = timely(insert, deadline);
    pending.push(timely);
    running = true;
    attempts.sendExactly(timely, columns, partitions, deadline.millis()).onSuccess(this::concluded);
  }

  /** A fill may have other rows each time, and so another token. */
  private Insert timely(Insert insert, Deadline deadline) {
    return deadline.late().isEmpty() && insert.form() != Insert.Form.FILL
        ? insert
        : part(insert, deadline.ready());
  }

  /** Some batches of an insert as one of their own. */
  private Insert part(Insert whole, List<Batch> batches) {
    return tools.insert(
        batches, whole.form() == Insert.Form.FRESH ? Insert.Form.FRESH : Insert.Form.FILL);
  }

  private void concluded(Attempts.Ended ended) {
    running = false;
    pending.remove();
    pending.push(ended.insert());
    long pauseMillis = conclude(ended.insert(), ended.outcome());
    dropFenced();
    List<Promise<Void>> waiting = List.copyOf(fencing);
    fencing.clear();
    waiting.forEach(Promise::complete);
    next(pauseMillis);
  }

  private void next(long pauseMillis) {
    if (pending.isEmpty()) {
      tools.meters().settled(table);
      idle.run();
    } else if (pauseMillis > 0) {
      timer = tools.vertx().setTimer(pauseMillis, id -> attempt());
    } else {
      attempt();
    }
  }

  /** What follows from an outcome; returns the pause before what comes next. */
  private long conclude(Insert insert, InsertOutcome outcome) {
    return switch (outcome) {
      case InsertOutcome.Stored stored -> {
        failures.recovered();
        yield settle(insert, new Verdict.Stored());
      }
      case InsertOutcome.Refused refused when insert.batches().size() == 1 -> {
        warn("a batch is refused: " + refused.message());
        yield settle(insert, new Verdict.Refused(refused.code(), refused.message()));
      }
      case InsertOutcome.Refused refused -> takeApart(insert, refused.row());
      case InsertOutcome.TooManyPartitions many when partitions == PartitionLimit.SERVERS -> {
        warn("its rows fall into many table partitions, the limit is lifted: " + many.message());
        partitions = PartitionLimit.LIFTED;
        yield 0;
      }
      case InsertOutcome.TooManyPartitions many when insert.batches().size() == 1 ->
          settle(insert, new Verdict.Refused(many.code(), many.message()));
      case InsertOutcome.TooManyPartitions many -> takeApart(insert, 0);
      case InsertOutcome.SettingDenied denied when partitions == PartitionLimit.LIFTED -> {
        warn("its inserts are split by table partitions: " + denied.message());
        partitions = PartitionLimit.FIXED;
        yield 0;
      }
      case InsertOutcome.SettingDenied denied -> retry(denied.message());
      case InsertOutcome.TableChanged changed -> {
        warn("it is not what it was: " + changed.message());
        insert.batches().stream().map(Batch::origin).distinct().forEach(BatchOrigin::tableChanged);
        pending.remove();
        verdicts.defer(
            insert.form(),
            insert.batches(),
            new Verdict.Deferred(CHANGED_MILLIS, changed.message()));
        yield 0;
      }
      case InsertOutcome.NotSent unsent -> retry(unsent.message());
      case InsertOutcome.Unavailable unavailable -> retry(unavailable.message());
      case InsertOutcome.Unknown unknown -> retry(unknown.message());
    };
  }

  private long takeApart(Insert insert, int row) {
    tools.meters().takenApart(table);
    pending.remove();
    for (List<Batch> batches : Separation.of(insert.batches(), row).reversed()) {
      pending.push(part(insert, batches));
    }
    return 0;
  }

  private void warn(String message) {
    if (warnings.admits(tools.nanoTime())) {
      log.warn("table {}: {}", table, message);
    }
  }

  private long retry(String message) {
    tools.meters().retried(table);
    return tools.retryMillis(failures.failed(message, tools.nanoTime()));
  }

  private long settle(Insert insert, Verdict verdict) {
    pending.remove();
    verdicts.settle(insert.batches(), verdict);
    return 0;
  }

  private void dropFenced() {
    List<Insert> kept =
        pending.stream().map(this::withoutFenced).flatMap(Optional::stream).toList();
    pending.clear();
    pending.addAll(kept);
  }

  private Optional<Insert> withoutFenced(Insert insert) {
    List<Batch> fenced = insert.batches().stream().filter(fences::isFenced).toList();
    if (fenced.isEmpty()) {
      return Optional.of(insert);
    }
    verdicts.fence(fenced, fences);
    List<Batch> rest = insert.batches().stream().filter(batch -> !fences.isFenced(batch)).toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(part(insert, rest));
  }
}
