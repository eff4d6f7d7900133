package io.tributary.gatherer.intake;

import io.tributary.gatherer.chunk.Chunk;
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
import java.util.Set;
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

  /** A request with more bytes of unknown number goes on in a large chunk. */
  private static final int LITTLE_BYTES = 16 << 10;

  private final LoopTable table;
  private final IntakeTools tools;
  private final RowIntake.Request request;
  private final @Nullable Keyed keyed;
  private final Set<RequestRows> holders;
  private final Promise<RowIntake.Outcome> outcome = Promise.promise();
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
  private int seenValues;
  private boolean inParts;

  /** The open chunk is as large as it has to be, as far as anybody knows. */
  private boolean grown;

  private boolean ending;
  private boolean lastSent;
  private boolean givenUp;

  /**
   * The key of a request.
   *
   * @param outcome for those who repeat the request
   */
  record Keyed(KeyHash hash, Promise<RowIntake.Outcome> outcome) {}

  /**
   * @param keyed null without a key
   * @param holders where requests that hold memory are noted
   */
  RequestRows(
      LoopTable table,
      IntakeTools tools,
      RowIntake.Request request,
      @Nullable Keyed keyed,
      Set<RequestRows> holders) {
    this.table = table;
    this.tools = tools;
    this.request = request;
    this.keyed = keyed;
    this.holders = holders;
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
      long expected = inParts ? Long.MAX_VALUE : request.length();
      grown = expected > LITTLE_BYTES;
      open = table.chunk(Math.clamp(expected, 0, Integer.MAX_VALUE));
      hold(open);
    } else if (!grown && open.valueBytes() > LITTLE_BYTES) {
      grown = true;
      Chunk larger = table.larger(open);
      tools.tools().pool().giveBack(open);
      open = larger;
      hold(open);
    }
    return open;
  }

  private void hold(Chunk open) {
    chunk = open;
    charge(open);
    holders.add(this);
  }

  private void charge(Chunk open) {
    long held = open.heldBytes();
    tools.tools().memory().change(held - charged);
    charged = held;
  }

  private void release() {
    Chunk open = chunk;
    if (open != null) {
      forget();
      tools.tools().memory().change(-charged);
      charged = 0;
      tools.tools().pool().giveBack(open);
    }
  }

  private void forget() {
    chunk = null;
    holders.remove(this);
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
    putOnDisk();
    return !isRejected() || tools.tools().memory().isFull();
  }

  /** Nothing has come for a while, and memory is short. */
  void relieve() {
    Chunk open = chunk;
    if (open != null && open.count() == seenValues && !ending) {
      putOnDisk();
    }
    seenValues = open == null ? 0 : open.count();
  }

  /** All of the memory may be held by requests that are not complete. */
  private void putOnDisk() {
    Chunk open = chunk;
    if (isRejected()) {
      release();
    } else if (open != null && open.count() > 0 && appends == 0) {
      append(open, false);
    }
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

  private Future<Entry> append(Chunk full, boolean last) {
    charge(full);
    forget();
    charged = 0;
    appends++;
    inParts = inParts || !last;
    Future<Entry> appending =
        table.feed().append(full, number, last, last ? answer() : Optional.empty());
    return appending.onComplete(
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
    return keyed == null
        ? Optional.empty()
        : Optional.of(
            new KeyedAnswer(keyed.hash(), new Answer(good, bad, System.currentTimeMillis())));
  }

  private void appended(Entry entry, boolean last) {
    entries.add(entry);
    if (givenUp) {
      discard();
    } else if (last) {
      complete();
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
    if (ending && !lastSent && !givenUp && appends == 0 && failure == null) {
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
      giveUp();
      finish(new RowIntake.Rejected(errors));
    } else if (good + bad == 0) {
      release();
      finish(new RowIntake.Accepted(0, 0, List.of()));
    } else if (appends == 0) {
      last();
    }
    return outcome.future();
  }

  /** All that was written before is durable. */
  private void last() {
    lastSent = true;
    Chunk open = chunk;
    if (open == null) {
      // The last values are in a part already, which only has to be followed by an end.
      open = table.chunk(0);
      hold(open);
    }
    if (keyed == null && !inParts && open.valueBytes() <= SMALL_BYTES) {
      join(open);
    } else if (!append(open, true).failed()) {
      offered();
    }
  }

  private void join(Chunk open) {
    table
        .shared()
        .join(
            open,
            new SharedEntry.Request() {
              @Override
              public void offered() {
                RequestRows.this.offered();
              }

              @Override
              public Optional<Acceptance> durable() {
                Optional<Acceptance> waiting = waiting(1);
                RequestRows.this.durable(waiting);
                return waiting;
              }

              @Override
              public void failed(Throwable refusal) {
                refuse(refusal);
              }
            });
    release();
  }

  private Optional<Acceptance> waiting(int parts) {
    return request.ack() == RowIntake.Ack.STORED
        ? tools.tools().waiting().begin(good, bad, parts)
        : Optional.empty();
  }

  /** The spool writes the last of it. */
  private void offered() {
    if (request.ack() == RowIntake.Ack.MEMORY) {
      outcome.tryComplete(accepted());
    }
  }

  private void complete() {
    Optional<Acceptance> waiting = waiting(entries.size());
    waiting.ifPresent(
        acceptance -> {
          List<Entry.Watcher> watchers =
              List.of(new Entry.Watcher(acceptance, 0, Integer.MAX_VALUE));
          entries.forEach(entry -> entry.watchedBy(watchers));
        });
    table.feed().take(List.copyOf(entries));
    entries.clear();
    durable(waiting);
  }

  private void durable(Optional<Acceptance> waiting) {
    tools.counts().accepted(good, bad);
    tellRepeats(accepted());
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
    giveUp();
    if (outcome.future().isComplete()) {
      tools.counts().lost(good + bad);
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
    tellRepeats(known);
  }

  private void tellRepeats(RowIntake.Outcome known) {
    if (keyed != null) {
      keyed.outcome().tryComplete(known);
    }
  }

  @Override
  public void abort() {
    giveUp();
    finish(Refusals.aborted());
  }

  /** Nothing of it is to be stored; what is being written is forgotten when it is written. */
  private void giveUp() {
    givenUp = true;
    release();
    if (inParts) {
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
