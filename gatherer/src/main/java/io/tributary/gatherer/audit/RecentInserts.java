package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertWatch;
import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Query ids of the last inserts of each table, for whoever asks which one stored a record.
 *
 * <p>Bounded: so many inserts of each table, with one range of offsets for each partition. Any
 * thread; an insert costs one entry, a row nothing.
 */
public final class RecentInserts implements InsertWatch {
  private final int most;
  private final Map<String, Deque<Entry>> tables = new ConcurrentHashMap<>();

  private record Entry(String queryId, Map<SourcePartition, OffsetRange> offsets) {}

  /**
   * @param most inserts of each table, 0 for none
   */
  public RecentInserts(int most) {
    this.most = most;
  }

  @Override
  public void stored(String table, Insert insert, String queryId) {
    if (most == 0 || queryId.isEmpty()) {
      return;
    }
    Map<SourcePartition, OffsetRange> offsets = new HashMap<>();
    for (Batch batch : insert.batches()) {
      offsets.merge(
          batch.writer().source(),
          batch.offsets(),
          (a, b) -> new OffsetRange(Math.min(a.first(), b.first()), Math.max(a.last(), b.last())));
    }
    Deque<Entry> entries = tables.computeIfAbsent(table, first -> new ArrayDeque<>());
    synchronized (entries) {
      if (entries.size() >= most) {
        entries.removeFirst();
      }
      entries.addLast(new Entry(queryId, offsets));
    }
  }

  /** The last insert that can have stored the record. */
  Optional<String> of(String table, SourcePartition source, long offset) {
    Deque<Entry> entries = tables.get(table);
    if (entries == null) {
      return Optional.empty();
    }
    synchronized (entries) {
      Iterator<Entry> newestFirst = entries.descendingIterator();
      while (newestFirst.hasNext()) {
        Entry entry = newestFirst.next();
        OffsetRange range = entry.offsets().get(source);
        if (range != null && range.first() <= offset && offset <= range.last()) {
          return Optional.of(entry.queryId());
        }
      }
    }
    return Optional.empty();
  }
}
