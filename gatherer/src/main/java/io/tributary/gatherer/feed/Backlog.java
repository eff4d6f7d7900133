package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.SpooledChunk;
import io.tributary.gatherer.spool.Position;
import io.tributary.gatherer.spool.SpoolDamagedException;
import io.tributary.gatherer.spool.SpoolEntry;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier openings of the spool have left, sorted by table: each entry is read once, and its
 * number kept.
 *
 * <p>Failure semantics: entries of a datasource that is not there any more stay in the spool, until
 * its file is back.
 *
 * <p>One reading; what is public may be asked by any thread.
 */
final class Backlog {
  private static final Logger log = LoggerFactory.getLogger(Backlog.class);
  private static final long AGAIN_MILLIS = 1_000;

  private final FeedTools tools;
  private final Map<String, Long> unknown = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();
  private final Map<Group, Found> groups = new HashMap<>();
  private final Promise<Map<TableFeed, List<TableFeed.Recovered>>> all = Promise.promise();

  private record Group(TableFeed feed, SourcePartition source, long incarnation) {}

  private static final class Found {
    final LongQueue entries = new LongQueue();
    long firstOffset = Long.MAX_VALUE;
  }

  Backlog(FeedTools tools) {
    this.tools = tools;
  }

  /**
   * Reads it all.
   *
   * @param feeds by the name of their datasource, null without one
   */
  Future<Map<TableFeed, List<TableFeed.Recovered>>> read(
      Function<String, @Nullable TableFeed> feeds) {
    tools.vertx().runOnContext(hop -> next(tools.spool().recovered(), feeds));
    return all.future();
  }

  private void next(Iterator<Position> left, Function<String, @Nullable TableFeed> feeds) {
    if (!left.hasNext()) {
      finish();
      return;
    }
    read(left.next(), left, feeds);
  }

  private void read(
      Position position, Iterator<Position> left, Function<String, @Nullable TableFeed> feeds) {
    tools
        .spool()
        .read(position)
        .onSuccess(
            entry -> {
              sort(position, entry, feeds.apply(entry.stream()));
              next(left, feeds);
            })
        .onFailure(
            failure -> {
              if (failure instanceof SpoolDamagedException
                  || failure instanceof IllegalArgumentException) {
                // The spool has told the log, and keeps the file.
                lost.incrementAndGet();
                tools.spool().settled(position);
                next(left, feeds);
              } else {
                log.warn("the spool cannot be read: {}", failure.getMessage());
                tools.vertx().setTimer(AGAIN_MILLIS, again -> read(position, left, feeds));
              }
            });
  }

  private void sort(Position position, SpoolEntry entry, @Nullable TableFeed feed) {
    if (feed == null) {
      unknown.merge(entry.stream(), 1L, Long::sum);
      return;
    }
    SpooledChunk chunk;
    try {
      chunk = SpooledChunk.read(entry.sections());
    } catch (IllegalArgumentException e) {
      lost.incrementAndGet();
      log.error("entry {} of the spool is no rows: {}", position, e.getMessage());
      return;
    }
    Found found =
        groups.computeIfAbsent(
            new Group(feed, chunk.source(), position.incarnation()), first -> new Found());
    found.entries.addLast(position.entry());
    found.firstOffset = Math.min(found.firstOffset, chunk.firstOffset());
  }

  private void finish() {
    Map<TableFeed, List<TableFeed.Recovered>> sorted = new HashMap<>();
    TreeMap<String, Integer> told = new TreeMap<>();
    groups.forEach(
        (group, found) -> {
          told.merge(group.feed().name(), found.entries.size(), Integer::sum);
          sorted
              .computeIfAbsent(group.feed(), first -> new ArrayList<>())
              .add(
                  new TableFeed.Recovered(
                      group.source(), group.incarnation(), found.entries, found.firstOffset));
        });
    groups.clear();
    told.forEach(
        (name, entries) ->
            log.info("datasource {}: {} entries of the spool are to be stored", name, entries));
    problems().forEach(line -> log.warn("{}", line));
    all.complete(sorted);
  }

  /** Entries that could not be read. */
  long lostEntries() {
    return lost.get();
  }

  /** What is left that nobody takes, one line each. */
  List<String> problems() {
    return new TreeMap<>(unknown)
        .entrySet().stream()
            .map(
                entry ->
                    "the spool has %d entries for datasource %s, which DATAFILES does not have: add its file and restart"
                        .formatted(entry.getValue(), entry.getKey()))
            .toList();
  }
}
