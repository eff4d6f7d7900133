package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.insert.PartitionLimit;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.CreditPool;
import io.tributary.gatherer.table.FlushPolicy;
import io.tributary.gatherer.table.FlushReason;
import io.tributary.gatherer.table.TableBuffer;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.TableColumn;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one table's batches into ClickHouse: buffers, one per layout; one insert at a time,
 * while the next one grows; verdicts.
 *
 * <p><b>Failure semantics.</b> A batch leaves the lane with exactly one verdict. An insert that is
 * refused as a whole is taken apart until the guilty batches stand alone. One whose fate is not
 * known, or that ClickHouse cannot take now, is repeated, the same bytes under the same token, for
 * as long as it takes; meanwhile the lane is busy, and its senders run out of credit.
 *
 * <p>Belongs to {@code context}, which package-private methods hand over to; they may be called on
 * any thread.
 */
final class TableLane {

  private static final Logger log = LoggerFactory.getLogger(TableLane.class);

  /** After a change of the table: time for the sender to learn of it. */
  private static final int DEFER_MILLIS = 1_000;

  /** Single rows are tried in groups of this size: a refused group has to be sent again. */
  private static final int SUSPECT_BATCHES = 1_024;

  private final String table;
  private final Context context;
  private final DeliveryTools tools;
  private final LanePressure pressure;
  private final FlushTiming timing;
  private final FailureLog failures;
  private final LineLimit warnings = new LineLimit();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final Map<BufferKey, TableBuffer> buffers = new HashMap<>();

  /** What was flushed and has no verdict yet; its head is being inserted. */
  private final Deque<Insert> pending = new ArrayDeque<>();

  /** Rows of one layout, the suspect ones apart from the fresh ones. */
  private record BufferKey(long layout, RowsKind kind) {

    /** Suspect rows hold up their sender's offsets: they never wait for others. */
    @Nullable FlushReason pressed(@Nullable FlushReason outside) {
      return outside == null && kind == RowsKind.SUSPECT ? FlushReason.SUSPECT : outside;
    }
  }

  private List<TableColumn> columns = List.of();
  private PartitionLimit partitions = PartitionLimit.SERVERS;
  private @Nullable Promise<Void> draining;
  private boolean urged;

  TableLane(String table, Context context, DeliveryTools tools) {
    this.table = table;
    this.context = context;
    this.tools = tools;
    this.pressure = new LanePressure(table, tools.limits(), tools.meters(), this::wake);
    this.timing = new FlushTiming(table, tools, pressure.window(), this::consider);
    this.failures = new FailureLog("insert into table " + table, log::warn);
  }

  /** How far merges of the table are behind. Any thread. */
  LanePressure pressure() {
    return pressure;
  }

  /** Takes a batch whose bytes are paid for by credit. */
  void accept(Batch batch) {
    context.runOnContext(
        hop -> {
          assertOwned();
          pressure.active();
          BufferKey key = new BufferKey(batch.fingerprint(), batch.kind());
          buffers.computeIfAbsent(key, any -> new TableBuffer()).add(batch);
          consider();
        });
  }

  /** Takes note of the table's columns, whose default expressions inserts need. */
  void describe(List<TableColumn> described) {
    context.runOnContext(hop -> columns = described);
  }

  /** Makes the lane look again whether a flush is due. */
  void wake() {
    if (waking.compareAndSet(false, true)) {
      context.runOnContext(
          hop -> {
            waking.set(false);
            consider();
          });
    }
  }

  /** Makes the next flush due now, or when the insert that runs has ended. */
  void urge() {
    context.runOnContext(
        hop -> {
          urged = true;
          consider();
        });
  }

  /** Flushes everything now; completes when every batch accepted before has its verdict. */
  Future<Void> drain() {
    Promise<Void> drained = Promise.promise();
    context.runOnContext(
        hop -> {
          draining = drained;
          consider();
        });
    return drained.future();
  }

  private void consider() {
    assertOwned();
    if (!pending.isEmpty()) {
      return;
    }
    FlushPolicy policy = timing.policy();
    long now = tools.nanoTime();
    @Nullable FlushReason pressed = pressed();
    Map.@Nullable Entry<BufferKey, TableBuffer> next = null;
    @Nullable FlushReason reason = null;
    long untilAge = Long.MAX_VALUE;
    for (Map.Entry<BufferKey, TableBuffer> entry : buffers.entrySet()) {
      TableBuffer buffer = entry.getValue();
      untilAge = Math.min(untilAge, policy.nanosUntilAge(buffer, now));
      boolean older = next == null || buffer.oldestNanos() < next.getValue().oldestNanos();
      FlushReason due = older ? policy.due(buffer, entry.getKey().pressed(pressed), now) : null;
      if (due != null) {
        next = entry;
        reason = due;
      }
    }
    if (next == null || reason == null) {
      timing.nothingDue(untilAge, now);
      if (buffers.isEmpty() && draining != null) {
        draining.tryComplete();
      }
    } else if (timing.isTurn(next.getValue(), pressed)) {
      timing.flushed(next.getValue(), reason, now);
      flush(next.getKey(), next.getValue());
    }
  }

  private @Nullable FlushReason pressed() {
    if (draining != null) {
      return FlushReason.SHUTDOWN;
    }
    FlushReason pressure = tools.pool().pressure(table).orElse(null);
    return urged && pressure == null ? FlushReason.CREDIT : pressure;
  }

  private void flush(BufferKey key, TableBuffer buffer) {
    int most = key.kind() == RowsKind.SUSPECT ? SUSPECT_BATCHES : Integer.MAX_VALUE;
    Insert insert = tools.insert(buffer.take(most, tools.limits().rows(), tools.limits().bytes()));
    if (buffer.isEmpty()) {
      buffers.remove(key);
    }
    urged = false;
    tools.pool().flushing(table, insert.credit());
    pending.push(insert);
    attempt();
  }

  private void attempt() {
    Insert insert = pending.element();
    long started = tools.nanoTime();
    insertOnce(insert)
        .onComplete(
            done -> {
              assertOwned();
              InsertOutcome outcome =
                  done.succeeded()
                      ? done.result()
                      : new InsertOutcome.Unknown(0, String.valueOf(done.cause()));
              tools
                  .meters()
                  .attempted(table, insert, outcome, Duration.ofNanos(tools.nanoTime() - started));
              pressure.learn(outcome);
              conclude(insert, outcome);
            });
  }

  private Future<InsertOutcome> insertOnce(Insert insert) {
    try {
      return tools.inserter().insert(table, insert, columns, partitions);
    } catch (RuntimeException e) {
      // A bug must not leave the lane waiting for an answer that never comes.
      return Future.failedFuture(e);
    }
  }

  private void conclude(Insert insert, InsertOutcome outcome) {
    switch (outcome) {
      case InsertOutcome.Stored stored -> {
        failures.recovered();
        settle(insert, new Verdict.Stored());
      }
      case InsertOutcome.Refused refused when insert.batches().size() == 1 -> {
        warn("a batch is refused: " + refused.message());
        settle(insert, new Verdict.Refused(refused.code(), refused.message()));
      }
      case InsertOutcome.Refused refused -> takeApart(insert, refused.row());
      case InsertOutcome.TooManyPartitions many when partitions == PartitionLimit.SERVERS -> {
        warn("its rows fall into many table partitions, the limit is lifted: " + many.message());
        partitions = PartitionLimit.LIFTED;
        attempt();
      }
      case InsertOutcome.TooManyPartitions many when insert.batches().size() == 1 ->
          settle(insert, new Verdict.Refused(many.code(), many.message()));
      case InsertOutcome.TooManyPartitions many -> takeApart(insert, 0);
      case InsertOutcome.SettingDenied denied when partitions == PartitionLimit.LIFTED -> {
        warn("its inserts are split by table partitions: " + denied.message());
        partitions = PartitionLimit.FIXED;
        attempt();
      }
      case InsertOutcome.SettingDenied denied -> retry(denied.message());
      case InsertOutcome.TableChanged changed -> {
        warn("it is not what it was: " + changed.message());
        insert.batches().stream().map(Batch::origin).distinct().forEach(BatchOrigin::tableChanged);
        settle(insert, new Verdict.Deferred(DEFER_MILLIS, changed.message()));
      }
      case InsertOutcome.NotSent unsent -> retry(unsent.message());
      case InsertOutcome.Unavailable unavailable -> retry(unavailable.message());
      case InsertOutcome.Unknown unknown -> retry(unknown.message());
    }
  }

  private void takeApart(Insert insert, int row) {
    tools.meters().takenApart(table);
    pending.remove();
    for (List<Batch> part : Separation.of(insert.batches(), row).reversed()) {
      pending.push(tools.insert(part));
    }
    attempt();
  }

  private void warn(String message) {
    if (warnings.admits(tools.nanoTime())) {
      log.warn("table {}: {}", table, message);
    }
  }

  private void retry(String message) {
    tools.meters().retried(table);
    int failed = failures.failed(message, tools.nanoTime());
    tools.vertx().setTimer(tools.retryMillis(failed), id -> attempt());
  }

  private void settle(Insert insert, Verdict verdict) {
    pending.remove();
    IdentityHashMap<BatchOrigin, List<Batch>> byOrigin = new IdentityHashMap<>();
    for (Batch batch : insert.batches()) {
      byOrigin.computeIfAbsent(batch.origin(), origin -> new ArrayList<>()).add(batch);
    }
    byOrigin.forEach((origin, batches) -> origin.settled(batches, verdict));
    tools.pool().grants().forEach(CreditPool.Grant::announce);
    if (pending.isEmpty()) {
      consider();
    } else {
      attempt();
    }
  }

  private void assertOwned() {
    assert ((ContextInternal) context).inThread() : "lane " + table + " is on a foreign thread";
  }
}
