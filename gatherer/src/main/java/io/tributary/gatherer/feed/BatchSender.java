package io.tributary.gatherer.feed;

import io.tributary.gatherer.delivery.Delivery;
import io.tributary.gatherer.delivery.TableStream;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends parts to one table as fast as it gives credit, and defers what it defers.
 *
 * <p>Failure semantics: a part is judged once, or never when its claim ends before.
 *
 * <p>Belongs to the loop of its table.
 */
final class BatchSender implements PartSink {
  private static final Logger log = LoggerFactory.getLogger(BatchSender.class);
  private static final long AGAIN_MILLIS = 5_000;

  /** Promised credit goes back when it was not used for so long. */
  private static final long IDLE_NANOS = 30_000_000_000L;

  private final Tools tools;
  private final String table;
  private final TableRole role;
  private final Hooks hooks;
  private final Deque<Part> waiting = new ArrayDeque<>();
  private final Map<Long, Part> sent = new HashMap<>();
  private TableAnswer.@Nullable Columns described;
  private @Nullable TableStream stream;
  private boolean opening;
  private boolean pumping;
  private long nextSequence;
  private long usedNanos;

  /** What it works with. */
  record Tools(Vertx vertx, Delivery delivery, GathererMeters meters) {}

  /**
   * Who is told.
   *
   * @param idle nothing waits for credit any more
   * @param changed the table is no longer what was described
   * @param problem why nothing can be sent now, one line; empty when it can
   */
  record Hooks(Runnable idle, Runnable changed, Consumer<String> problem) {}

  BatchSender(Tools tools, String table, TableRole role, Hooks hooks) {
    this.tools = tools;
    this.table = table;
    this.role = role;
    this.hooks = hooks;
  }

  /** What the table is like. */
  void describe(TableAnswer.Columns columns) {
    described = columns;
    TableStream open = stream;
    if (open != null) {
      open.describe(columns);
    }
    pump();
  }

  /** True when nothing waits for credit. */
  boolean isIdle() {
    return waiting.isEmpty();
  }

  @Override
  public void send(Part part) {
    waiting.addLast(part);
    pump();
  }

  /** Has the table flushed as soon as may be. */
  void urge() {
    TableStream open = stream;
    if (open != null && !sent.isEmpty()) {
      open.urge();
    }
  }

  /** Gives its promised credit back if nobody has used it for a while. */
  void rest(long nowNanos) {
    TableStream open = stream;
    if (open != null && waiting.isEmpty() && sent.isEmpty() && nowNanos - usedNanos > IDLE_NANOS) {
      stream = null;
      open.close();
    }
  }

  /** Parts that wait and of which this is true are not sent any more. */
  void drop(Predicate<Part> which) {
    waiting.removeIf(which);
    sent.values().removeIf(which);
    pump();
  }

  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    boolean some = !waiting.isEmpty();
    try {
      sendWithinCredit();
    } finally {
      pumping = false;
    }
    if (some && waiting.isEmpty()) {
      hooks.idle().run();
    }
  }

  private void sendWithinCredit() {
    TableStream open = waiting.isEmpty() ? stream : open();
    if (open == null) {
      return;
    }
    for (Part next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
      long sequence = nextSequence;
      Batch batch = batch(next, sequence, open);
      if (batch.credit() > open.credit()) {
        return;
      }
      waiting.removeFirst();
      nextSequence++;
      usedNanos = System.nanoTime();
      sent.put(sequence, next);
      tools.meters().received(table, batch.rows(), batch.bytes());
      open.spend(batch.credit());
      open.accept(batch);
    }
  }

  private static Batch batch(Part part, long sequence, TableStream origin) {
    Part.Rows rows = part.rows();
    return new Batch(
        new Batch.Sender(origin, part.writer(), 0, sequence),
        rows.layout(),
        rows.fingerprint(),
        rows.kind(),
        rows.offsets(),
        rows.count(),
        Payload.kept(rows.payload()),
        System.nanoTime());
  }

  private @Nullable TableStream open() {
    TableAnswer.Columns columns = described;
    if (stream != null || opening || columns == null) {
      return stream;
    }
    Optional<TableStream> admitted = tools.delivery().open(table, role, new News());
    if (admitted.isEmpty()) {
      opening = true;
      hooks
          .problem()
          .accept(
              "no credit can be promised to table %s: raise MAX_TABLE_STREAMS and GATHERER_MEMORY"
                  .formatted(table));
      tools
          .vertx()
          .setTimer(
              AGAIN_MILLIS,
              again -> {
                opening = false;
                pump();
              });
      return null;
    }
    hooks.problem().accept("");
    TableStream open = admitted.get();
    stream = open;
    open.describe(columns);
    open.start();
    return open;
  }

  /** Nothing more is sent; what was sent goes on. */
  void close() {
    waiting.clear();
    sent.clear();
    TableStream open = stream;
    if (open != null) {
      open.close();
    }
  }

  private final class News implements TableStream.Sender {
    @Override
    public void granted(long bytes) {
      pump();
    }

    @Override
    public void settled(List<Batch> batches, Verdict verdict) {
      tools.meters().answered(verdict, batches.size());
      for (Batch batch : batches) {
        Part part = sent.remove(batch.sender().sequence());
        if (part == null) {
          continue;
        }
        if (verdict instanceof Verdict.Deferred deferred) {
          tools.vertx().setTimer(Math.max(1, deferred.afterMillis()), again -> again(part));
        } else {
          judge(part, verdict);
        }
      }
      pump();
    }

    @Override
    public void tableChanged() {
      hooks.changed().run();
    }
  }

  /** A defect with one part must not keep the verdicts from others. */
  private void judge(Part part, Verdict verdict) {
    try {
      part.judge().accept(verdict);
    } catch (RuntimeException e) {
      log.error("table {}: a verdict could not be taken", table, e);
    }
  }

  private void again(Part part) {
    if (!part.isOver()) {
      waiting.addFirst(part);
      pump();
    }
  }
}
