package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.gatherer.chunk.SpooledChunk;
import io.tributary.gatherer.spool.Position;
import io.tributary.gatherer.spool.SpoolDamagedException;
import io.tributary.gatherer.spool.SpoolEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one opening of the spool that wait for their table: a few in memory, the others as
 * their numbers, to be read again.
 *
 * <p>Failure semantics: an entry that cannot be read any more is told of and left out; one that
 * cannot be read now is tried again.
 *
 * <p>Belongs to the loop of its table.
 */
final class EntryQueue {
  private static final int READ_AHEAD = 2;
  private static final long READ_AGAIN_MILLIS = 1_000;

  private final FeedTools tools;
  private final FeedBudget.Share budget;
  private final long incarnation;
  private final Hooks hooks;
  private final Deque<Entry> ready = new ArrayDeque<>();
  private final Map<Long, List<Entry.Watcher>> watched = new HashMap<>();
  private LongQueue backlog = new LongQueue();
  private @Nullable RowMaker maker;
  private boolean reading;

  /** The spool could not be read; soon it is tried again. */
  private boolean resting;

  /** Who is told. */
  interface Hooks {
    /** An entry may be there to be sent. */
    void pump();

    /** Nobody can read the entry any more. */
    void lost(Position position, String why);
  }

  /**
   * @param incarnation of the spool, when it wrote these entries
   */
  EntryQueue(FeedTools tools, FeedBudget.Share budget, long incarnation, Hooks hooks) {
    this.tools = tools;
    this.budget = budget;
    this.incarnation = incarnation;
    this.hooks = hooks;
  }

  /** Entries of an earlier process, which are all there are. */
  void recovered(LongQueue entries) {
    backlog = entries;
  }

  /** How rows are made from now on; entries whose rows are made differently are read again. */
  void make(RowMaker current) {
    maker = current;
    List<Entry> other = ready.stream().filter(entry -> !isCurrent(entry.chunk())).toList();
    ready.removeAll(other);
    putBack(other, Memory.FREE);
  }

  private boolean isCurrent(Chunk chunk) {
    RowMaker current = maker;
    return current != null && chunk.maker().fingerprint() == current.fingerprint();
  }

  /** What becomes of the memory of entries that are read again. */
  enum Memory {
    /** Nobody reads it. */
    FREE,
    /** An insert may still read it. */
    IN_USE
  }

  /**
   * A new entry, behind all others.
   *
   * @param mayHold false if it is to wait on disk
   */
  void add(Entry entry, boolean mayHold) {
    boolean holds =
        mayHold
            && entry.isHeld()
            && backlog.isEmpty()
            && !reading
            && !budget.isTight()
            && isCurrent(entry.chunk());
    budget.change(entry.heldBytes());
    if (holds) {
      ready.addLast(entry);
    } else {
      keepWatchers(entry);
      backlog.addLast(entry.position().entry());
      release(entry);
    }
  }

  /** Entries that were taken are to be sent again, and go to the front. */
  void putBack(Collection<Entry> entries, Memory memory) {
    List<Entry> latestFirst = new ArrayList<>(entries);
    latestFirst.sort(Comparator.comparing(Entry::position).reversed());
    for (Entry entry : latestFirst) {
      keepWatchers(entry);
      backlog.addFirst(entry.position().entry());
      switch (memory) {
        case FREE -> release(entry);
        case IN_USE -> {
          budget.change(-entry.heldBytes());
          var unused = entry.letGo();
        }
      }
    }
  }

  /** All that is in memory goes back to disk. */
  void spill() {
    List<Entry> all = List.copyOf(ready);
    ready.clear();
    putBack(all, Memory.FREE);
  }

  private void keepWatchers(Entry entry) {
    if (!entry.watchers().isEmpty()) {
      watched.put(entry.position().entry(), entry.watchers());
    }
  }

  /** The memory of an entry is nobody's any more. */
  void release(Entry entry) {
    budget.change(-entry.heldBytes());
    Chunk chunk = entry.letGo();
    if (chunk != null) {
      tools.pool().giveBack(chunk);
    }
  }

  /** The first entry in memory; null when there is none. */
  @Nullable Entry peek() {
    return ready.peekFirst();
  }

  /** Takes the first entry in memory. */
  Entry take() {
    return ready.removeFirst();
  }

  /**
   * Reads the next entry, if there is one and it is time.
   *
   * @param nothingUnderWay true when no entry of it is being sent
   * @return false when it would be time, but for the memory
   */
  boolean read(boolean nothingUnderWay) {
    RowMaker current = maker;
    if (reading || resting || backlog.isEmpty() || current == null || ready.size() >= READ_AHEAD) {
      return true;
    }
    // Whatever the others hold, one entry goes on.
    if (budget.isTight() && !(nothingUnderWay && ready.isEmpty())) {
      return false;
    }
    Position position = new Position(incarnation, backlog.removeFirst());
    reading = true;
    tools
        .spool()
        .read(position)
        .onComplete(
            read -> {
              reading = false;
              if (read.succeeded()) {
                restored(position, read.result());
              } else {
                notRead(position, read.cause());
              }
              hooks.pump();
            });
    return true;
  }

  private void restored(Position position, SpoolEntry read) {
    RowMaker current = maker;
    if (current == null) {
      backlog.addFirst(position.entry());
      return;
    }
    try {
      SpooledChunk spooled = SpooledChunk.read(read.sections());
      Chunk chunk = tools.pool().take(current, spooled.valueBytes(), spooled.acceptedMillis());
      spooled.makeRows(chunk);
      Entry entry = new Entry(position, spooled.firstOffset(), chunk);
      entry.watchedBy(watchersOf(position));
      budget.change(entry.heldBytes());
      ready.addLast(entry);
    } catch (IllegalArgumentException e) {
      lost(position, String.valueOf(e.getMessage()));
    }
  }

  private void notRead(Position position, Throwable cause) {
    if (cause instanceof SpoolDamagedException || cause instanceof IllegalArgumentException) {
      lost(position, String.valueOf(cause.getMessage()));
    } else {
      backlog.addFirst(position.entry());
      resting = true;
      tools
          .vertx()
          .setTimer(
              READ_AGAIN_MILLIS,
              again -> {
                resting = false;
                hooks.pump();
              });
    }
  }

  private void lost(Position position, String why) {
    watchersOf(position).forEach(watcher -> watcher.acceptance().lost(why));
    hooks.lost(position, why);
  }

  private List<Entry.Watcher> watchersOf(Position position) {
    List<Entry.Watcher> watchers = watched.remove(position.entry());
    return watchers == null ? List.of() : watchers;
  }

  /** How many entries wait. */
  int size() {
    return backlog.size() + ready.size() + (reading ? 1 : 0);
  }
}
