package io.tributary.gatherer.feed;

import io.netty.buffer.Unpooled;
import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.plan.QuarantineEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.Layout;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts bad values into the quarantine table, piece by piece, so that the memory for them is bounded
 * however many there are.
 *
 * <p>Failure semantics: a quarantine table that refuses its rows is tried again until it takes
 * them; their entries stay in the spool.
 *
 * <p>Belongs to the loop of its table.
 */
final class QuarantineRows {
  /** Batches under way or waiting. */
  private static final int MAX_PIECES = 8;

  private static final int FIRST_BYTES = 4 << 10;
  private static final int PIECE_ROWS = 10_000;
  private static final long AGAIN_MILLIS = 5_000;

  private final Vertx vertx;
  private final Limits limits;
  private final PartSink sender;
  private final Consumer<String> problem;
  private final RowBinaryWriter scratch;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private final Set<Job> underWay = new HashSet<>();
  private int pieces;

  /**
   * Bounds.
   *
   * @param batchBytes of the largest quarantine batch
   * @param rowBytes of the largest row of the table
   */
  record Limits(int batchBytes, int rowBytes) {}

  /**
   * @param problem told why rows cannot be quarantined, one line; empty when they can
   */
  QuarantineRows(Vertx vertx, Limits limits, PartSink sender, Consumer<String> problem) {
    this.vertx = vertx;
    this.limits = limits;
    this.sender = sender;
    this.problem = problem;
    this.scratch = new RowBinaryWriter(FIRST_BYTES, Math.max(FIRST_BYTES, limits.rowBytes()));
  }

  /** Values of one chunk, in their order. */
  interface Values {
    /** Index of the next one behind {@code index}, -1 for none. */
    int next(int index);

    /** Why the value is no row. */
    RowProblem problem(int index);
  }

  /**
   * Where values of one source go.
   *
   * @param view shows the encoder one value after the other
   */
  record Target(QuarantineEncoder encoder, Layout layout, QuarantinedValue view) {}

  /** Values that are to be quarantined, one or more. */
  record Order(Tenure tenure, Target target, Entry entry, Values values) {}

  private final class Job {
    private final Order order;
    private final Runnable done;
    private int next;
    private int open;

    Job(Order order, Runnable done) {
      this.order = order;
      this.done = done;
      this.next = order.values().next(-1);
    }

    void piece() {
      RowBinaryWriter rows = new RowBinaryWriter(FIRST_BYTES, limits.batchBytes());
      Entry entry = order.entry();
      Values values = order.values();
      QuarantinedValue view = order.target().view();
      Chunk chunk = entry.chunk();
      int count = 0;
      int first = next;
      int last = next;
      QuarantineEncoder encoder = order.target().encoder();
      while (next >= 0 && rows.position() < encoder.fullAtBytes() && count < PIECE_ROWS) {
        view.show(chunk, next, entry.firstOffset());
        encoder.encode(view, inLine(values.problem(next), chunk.line(next)), rows);
        count++;
        last = next;
        next = values.next(next);
      }
      open++;
      pieces++;
      underWay.add(this);
      Buffer payload =
          BufferInternal.buffer(Unpooled.wrappedBuffer(rows.array(), 0, rows.position()));
      send(
          new Part.Rows(
              order.target().layout(),
              order.target().layout().fingerprint(),
              RowsKind.FRESH,
              new OffsetRange(entry.firstOffset() + first, entry.firstOffset() + last),
              count,
              payload));
    }

    private void send(Part.Rows rows) {
      sender.send(
          new Part(
              order.tenure(), order.tenure().quarantine(), rows, verdict -> judged(verdict, rows)));
    }

    private void judged(Verdict verdict, Part.Rows rows) {
      switch (verdict) {
        case Verdict.Stored stored -> ended();
        case Verdict.AlreadyStored stored -> ended();
        case Verdict.Refused refused -> refused(refused, rows);
        // The claim of the rows says so as well, and ends this one.
        case Verdict.Fenced fenced -> {}
        case Verdict.Deferred deferred -> {}
      }
    }

    private void refused(Verdict.Refused refused, Part.Rows rows) {
      problem.accept("the quarantine table refuses rows: " + refused.message());
      vertx.setTimer(
          AGAIN_MILLIS,
          again -> {
            if (!order.tenure().isOver()) {
              send(rows);
            }
          });
    }

    private void ended() {
      if (!underWay.contains(this)) {
        return;
      }
      problem.accept("");
      open--;
      pieces--;
      if (open == 0 && next < 0) {
        underWay.remove(this);
        done.run();
      }
      pump();
    }
  }

  private static RowProblem inLine(RowProblem found, long line) {
    return new RowProblem(
        found.kind(),
        found.column(),
        found.path(),
        found.value(),
        found.type(),
        found.reason() + " (line " + line + ")");
  }

  /**
   * Quarantines values.
   *
   * @param done told when all of them are stored
   */
  void add(Order order, Runnable done) {
    Job job = new Job(order, done);
    if (job.next < 0) {
      throw new IllegalArgumentException("nothing to quarantine of " + order.entry().position());
    }
    jobs.addLast(job);
    pump();
  }

  /** True when no more entries with bad values should come. */
  boolean isBusy() {
    return !jobs.isEmpty();
  }

  /** Those of a tenure that is over are not wanted any more. */
  void drop(Tenure tenure) {
    jobs.removeIf(job -> job.order.tenure() == tenure);
    for (Job job : List.copyOf(underWay)) {
      if (job.order.tenure() == tenure && underWay.remove(job)) {
        pieces -= job.open;
        problem.accept("");
      }
    }
    pump();
  }

  private void pump() {
    while (pieces < MAX_PIECES) {
      Job job = jobs.peekFirst();
      if (job == null) {
        return;
      }
      job.piece();
      if (job.next < 0) {
        jobs.removeFirst();
      }
    }
  }

  /** Finds the problem of a bad value again. */
  RowProblem problem(Chunk chunk, int index, RowMaker maker) {
    return chunk.problem(index, maker, scratch);
  }
}
