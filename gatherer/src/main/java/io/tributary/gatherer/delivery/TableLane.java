package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.FlushPolicy;
import io.tributary.gatherer.table.FlushReason;
import io.tributary.gatherer.table.TableBuffer;
import io.tributary.protocol.audit.RecordWhereabouts.InFlight;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of one table's batches into ClickHouse: buffers, one per layout; one insert at a time,
 * while the next one grows; verdicts.
 *
 * <p><b>Failure semantics.</b> A batch leaves the lane with exactly one verdict: from its insert,
 * see {@link InsertQueue}, or because its writer is fenced.
 *
 * <p>Belongs to {@code context}, which package-private methods hand over to; they may be called on
 * any thread.
 */
final class TableLane {

  /** Single rows are tried in groups of this size: a refused group has to be sent again. */
  private static final int SUSPECT_BATCHES = 1_024;

  private final String table;
  private final Context context;
  private final DeliveryTools tools;
  private final LanePressure pressure;
  private final FlushTiming timing;
  private final InsertQueue inserts;
  private final Verdicts verdicts;
  private final LaneFences fences = new LaneFences();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final Map<BufferKey, TableBuffer> buffers = new HashMap<>();

  private @Nullable Promise<Void> draining;
  private boolean urged;

  TableLane(String table, Context context, DeliveryTools tools) {
    this.table = table;
    this.context = context;
    this.tools = tools;
    this.pressure = new LanePressure(table, tools.limits(), tools.meters(), this::wake);
    this.timing = new FlushTiming(table, tools, pressure.window(), this::consider);
    this.inserts = new InsertQueue(table, tools, fences, pressure, this::consider);
    this.verdicts = new Verdicts(tools.pool());
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
          BatchTrail.accepted(table, batch);
          if (fences.isFenced(batch)) {
            fenced(List.of(batch));
            return;
          }
          pressure.active();
          buffers.computeIfAbsent(BufferKey.of(batch), any -> new TableBuffer()).add(batch);
          consider();
        });
  }

  /** Takes note of the table's columns, whose default expressions inserts need. */
  void describe(TableAnswer.Columns described) {
    tools.meters().guaranteed(table, described.delivery().best());
    context.runOnContext(hop -> inserts.describe(described.columns()));
  }

  /** Keeps and takes nothing of writers of lower epochs; see {@link Delivery#fence}. */
  Future<Void> fence(SourcePartition source, long epoch) {
    Promise<Void> fenced = Promise.promise();
    context.runOnContext(
        hop -> {
          fences.raise(source, epoch);
          for (TableBuffer buffer : buffers.values()) {
            fenced(buffer.remove(fences::isFenced));
          }
          buffers.values().removeIf(TableBuffer::isEmpty);
          inserts.fence().onSuccess(ended -> fenced.complete());
          consider();
        });
    return fenced.future();
  }

  /** How far a batch with this offset has come. */
  Future<Optional<InFlight>> underWay(SourcePartition source, long offset) {
    Promise<Optional<InFlight>> found = Promise.promise();
    Predicate<Batch> wanted =
        batch ->
            batch.offsets().first() <= offset
                && offset <= batch.offsets().last()
                && batch.writer().source().equals(source);
    context.runOnContext(
        hop -> {
          if (inserts.has(wanted)) {
            found.complete(Optional.of(InFlight.INSERTING));
          } else if (buffers.values().stream().anyMatch(buffer -> buffer.has(wanted))) {
            found.complete(Optional.of(InFlight.BUFFERED));
          } else {
            found.complete(Optional.empty());
          }
        });
    return found.future();
  }

  /** Batches that wait for no insert any more. */
  private void fenced(List<Batch> batches) {
    if (!batches.isEmpty()) {
      tools.pool().flushing(table, batches.stream().mapToLong(Batch::credit).sum());
      verdicts.fence(batches, fences);
    }
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
    if (!inserts.isIdle()) {
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
    List<Batch> batches = buffer.take(most, tools.limits().rows(), tools.limits().bytes());
    if (buffer.isEmpty()) {
      buffers.remove(key);
    }
    urged = false;
    tools.pool().flushing(table, batches.stream().mapToLong(Batch::credit).sum());
    inserts.begin(batches);
  }

  private void assertOwned() {
    assert ((ContextInternal) context).inThread() : "lane " + table + " is on a foreign thread";
  }
}
