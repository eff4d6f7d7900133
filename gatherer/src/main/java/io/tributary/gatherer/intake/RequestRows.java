package io.tributary.gatherer.intake;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.ChunkPool;
import io.tributary.gatherer.feed.Acceptance;
import io.tributary.gatherer.feed.Entry;
import io.tributary.gatherer.http.RowIntake;
import io.tributary.gatherer.spool.Answer;
import io.tributary.gatherer.spool.KeyHash;
import io.tributary.gatherer.spool.KeyedAnswer;
import io.tributary.protocol.row.RowProblem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of one request, on their way into the spool.
 *
 * <p>Failure semantics: rows go to their table when all of the request is durable; what was written
 * of a request that ends before is forgotten.
 */
final class RequestRows implements RowIntake.Rows {
  private static final Logger log = LoggerFactory.getLogger(RequestRows.class);

  /** Chunks that are being written; then the request has to wait. */
  private static final int MAX_APPENDS = 2;

  /** A request with fewer bytes goes into an entry with others. */
  private static final int SMALL_BYTES = 64 << 10;

  private final LoopTable table;
  private final IntakeTools tools;
  private final RowIntake.Request request;
  private final @Nullable KeyHash key;
  private final Promise<RowIntake.Outcome> outcome;
  private final long number;
  private final List<Entry> entries = new ArrayList<>();
  private final List<RowIntake.RowError> errors = new ArrayList<>();
  private @Nullable Chunk chunk;
  private @Nullable Throwable failure;
  private @Nullable Promise<Void> room;
  private long charged;
  private long good;
  private long bad;
  private int appends;
  private boolean ending;
  private boolean lastSent;
  private boolean aborted;

  /**
   * @param key null without one
   * @param outcome where the outcome of a request with a key is told as well
   */
  RequestRows(
      LoopTable table,
      IntakeTools tools,
      RowIntake.Request request,
      @Nullable KeyHash key,
      @Nullable Promise<RowIntake.Outcome> outcome) {
    this.table = table;
    this.tools = tools;
    this.request = request;
    this.key = key;
    this.outcome = outcome == null ? Promise.promise() : outcome;
    this.number = tools.requests().incrementAndGet();
  }

  @Override
  public void value(byte[] bytes, int offset, int length, long line) {
    if (isPointless()) {
      return;
    }
    Chunk open = open();
    taken(open, open.add(bytes, offset, length, line), line);
  }

  @Override
  public void oversized(byte[] head, int offset, int length, long line) {
    if (isPointless()) {
      return;
    }
    Chunk open = open();
    taken(open, open.addCut(head, offset, length, line), line);
  }

  private void taken(Chunk open, @Nullable RowProblem problem, long line) {
    if (problem == null) {
      good++;
    } else {
      bad++;
      if (errors.size() < RowIntake.MAX_ERRORS) {
        errors.add(new RowIntake.RowError(line, problem.sentence()));
      }
    }
    if (open.isFull()) {
      if (isRejected()) {
        release();
      } else {
        append(open, false);
      }
    }
  }

  /** True when nothing that comes can change the answer. */
  private boolean isPointless() {
    return failure != null || (isRejected() && errors.size() == RowIntake.MAX_ERRORS);
  }

  private boolean isRejected() {
    return request.strict() && bad > 0;
  }

  private Chunk open() {
    Chunk open = chunk;
    if (open == null) {
      boolean first = entries.isEmpty() && appends == 0;
      open = table.chunk(first ? ChunkPool.Expects.LITTLE : ChunkPool.Expects.MUCH);
      chunk = open;
      charge(open);
    }
    return open;
  }

  private void charge(Chunk open) {
    long held = open.heldBytes();
    tools.tools().memory().change(held - charged);
    charged = held;
  }

  private void release() {
    Chunk open = chunk;
    if (open != null) {
      chunk = null;
      giveBack(open);
    }
  }

  private void giveBack(Chunk open) {
    tools.tools().memory().change(-charged);
    charged = 0;
    tools.tools().pool().giveBack(open);
  }

  @Override
  public boolean isFull() {
    Chunk open = chunk;
    if (open != null) {
      charge(open);
    }
    if (appends >= MAX_APPENDS) {
      return true;
    }
    if (!tools.tools().memory().isFull() || failure != null) {
      return false;
    }
    if (open != null && open.count() > 0 && appends == 0 && !isRejected()) {
      // All of the memory may be held by requests that are not complete.
      append(open, false);
    }
    return true;
  }

  @Override
  public Future<Void> drained() {
    if (appends < MAX_APPENDS) {
      return tools.tools().memory().drained();
    }
    Promise<Void> waiting = room;
    if (waiting == null) {
      waiting = Promise.promise();
      room = waiting;
    }
    return waiting.future();
  }

  private void append(Chunk full, boolean last) {
    charge(full);
    chunk = null;
    charged = 0;
    appends++;
    table
        .feed()
        .append(full, number, last, last ? answer() : Optional.empty())
        .onComplete(
            appended -> {
              appends--;
              if (appended.succeeded()) {
                appended(appended.result(), last);
              } else {
                tools.tools().memory().change(-full.heldBytes());
                tools.tools().pool().giveBack(full);
                failed(appended.cause());
              }
              goOn();
            });
  }

  private Optional<KeyedAnswer> answer() {
    KeyHash hash = key;
    return hash == null
        ? Optional.empty()
        : Optional.of(new KeyedAnswer(hash, new Answer(good, bad, System.currentTimeMillis())));
  }

  private void appended(Entry entry, boolean last) {
    entries.add(entry);
    if (last) {
      complete();
    } else if (aborted) {
      discard();
    } else if (tools.tools().memory().isTight()) {
      table.feed().letGo(entry);
    }
  }

  private void failed(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    release();
    if (ending) {
      refuse(cause);
    }
  }

  private void goOn() {
    Promise<Void> waiting = room;
    if (waiting != null && appends < MAX_APPENDS) {
      room = null;
      waiting.complete();
    }
    if (ending && !lastSent && appends == 0 && failure == null) {
      last();
    }
  }

  @Override
  public Future<RowIntake.Outcome> end() {
    ending = true;
    Throwable known = failure;
    if (known != null) {
      refuse(known);
    } else if (isRejected()) {
      lastSent = true;
      abandon();
      finish(new RowIntake.Rejected(errors));
    } else if (good + bad == 0) {
      finish(new RowIntake.Accepted(0, 0, List.of()));
    } else if (appends == 0) {
      last();
    }
    return outcome.future();
  }

  /** All that was written before is durable. */
  private void last() {
    lastSent = true;
    Chunk open = open();
    if (key == null && entries.isEmpty() && open.valueBytes() <= SMALL_BYTES) {
      join(open);
    } else {
      append(open, true);
    }
    if (request.ack() == RowIntake.Ack.MEMORY && failure == null) {
      finish(accepted());
    }
  }

  private void join(Chunk open) {
    Optional<Acceptance> waiting =
        request.ack() == RowIntake.Ack.STORED
            ? Optional.of(new Acceptance(good, bad, 1))
            : Optional.empty();
    table
        .shared()
        .join(
            open,
            waiting,
            refusal -> {
              if (refusal != null) {
                refuse(refusal);
              } else {
                durable(waiting);
              }
            });
    release();
  }

  private void complete() {
    Optional<Acceptance> waiting = Optional.empty();
    KeyHash hash = key;
    if (hash != null || request.ack() == RowIntake.Ack.STORED) {
      Acceptance acceptance = new Acceptance(good, bad, entries.size());
      List<Entry.Watcher> watchers = List.of(new Entry.Watcher(acceptance, 0, Integer.MAX_VALUE));
      entries.forEach(entry -> entry.watchedBy(watchers));
      if (hash != null) {
        tools.tools().keyed().watch(hash, acceptance);
      }
      waiting = Optional.of(acceptance);
    }
    table.feed().take(List.copyOf(entries));
    entries.clear();
    durable(request.ack() == RowIntake.Ack.STORED ? waiting : Optional.empty());
  }

  private void durable(Optional<Acceptance> waiting) {
    tools.counts().accepted(good, bad);
    if (waiting.isEmpty()) {
      finish(accepted());
      return;
    }
    waiting
        .get()
        .stored()
        .onSuccess(
            stored ->
                finish(
                    new RowIntake.Accepted(
                        stored.successfulRows(), stored.quarantinedRows(), errors)))
        .onFailure(outcome::tryFail);
  }

  private RowIntake.Accepted accepted() {
    return new RowIntake.Accepted(good, bad, errors);
  }

  private void refuse(Throwable cause) {
    abandon();
    if (outcome.future().isComplete()) {
      log.error(
          "datasource {}: {} rows that were answered from memory are lost: {}",
          request.datasource(),
          good + bad,
          cause.getMessage());
    }
    finish(Refusals.of(cause, tools.tools().drained(), System.nanoTime()));
  }

  private void finish(RowIntake.Outcome known) {
    outcome.tryComplete(known);
  }

  @Override
  public void abort() {
    aborted = true;
    abandon();
    finish(Refusals.aborted());
  }

  private void abandon() {
    release();
    if (!entries.isEmpty() || appends > 0) {
      table.feed().abandon(number);
    }
    discard();
  }

  private void discard() {
    entries.forEach(table.feed()::letGo);
    table.feed().discard(List.copyOf(entries));
    entries.clear();
  }
}
