package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.ChunkPool;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.gatherer.chunk.SpooledChunk;
import io.tributary.gatherer.spool.Position;
import io.tributary.gatherer.spool.SpoolDamagedException;
import io.tributary.gatherer.spool.SpoolEntry;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineEncoder;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of one opening of the spool for one table, on their way: a few in memory, the others
 * as their numbers, to be read again. They are sent in the order in which they came here.
 *
 * <pre>
 *  take ─▶ ready ─▶ under way ─▶ settled
 *    │       ▲          │
 *    ▼       │          │ claim lost
 *   backlog ─┴─ read ◀──╯
 * </pre>
 *
 * <p>Failure semantics: an entry is settled in the spool when each of its rows is in the table or
 * its quarantine, not before.
 *
 * <p>Belongs to the loop of its table.
 */
final class FeedPartition {
  private static final Logger log = LoggerFactory.getLogger(FeedPartition.class);
  private static final int READ_AHEAD = 2;
  private static final long READ_AGAIN_MILLIS = 1_000;

  private final TableFeed feed;
  private final FeedTools tools;
  private final SourcePartition source;
  private final long incarnation;
  private final FeedClaim claim;
  private final QuarantineEncoder quarantine;
  private final QuarantinedValue view;
  private final Deque<Entry> ready = new ArrayDeque<>();
  private LongQueue backlog = new LongQueue();
  private final Map<Long, List<Entry.Watcher>> watched = new HashMap<>();
  private final Set<Entry> underWay = new LinkedHashSet<>();
  private final SettledOffsets settled = new SettledOffsets();
  private @Nullable RowMaker maker;
  private boolean reading;
  private long from;

  /**
   * @param incarnation of the spool, when it wrote these entries
   */
  FeedPartition(TableFeed feed, FeedTools tools, long incarnation, Predecessor predecessor) {
    this.feed = feed;
    this.tools = tools;
    this.incarnation = incarnation;
    this.source = tools.settings().source(tools.spool().id(), incarnation);
    this.claim =
        new FeedClaim(
            tools.vertx(),
            tools.ends().takeovers(),
            new FeedClaim.Ground(
                feed.name(),
                source,
                tools.settings().incarnation(),
                FeedClaim.Ground.epochOf(tools.spool().incarnation())),
            predecessor,
            new FeedClaim.Hooks(feed::pump, feed::describe));
    this.quarantine =
        new QuarantineEncoder(
            new QuarantineTable(feed.datasource()),
            new MetaFields(source.topic(), source.run()),
            tools.settings().gatherer(),
            tools.settings().quarantineBatchBytes());
    this.view = new QuarantinedValue(source.partition());
  }

  SourcePartition source() {
    return source;
  }

  long incarnation() {
    return incarnation;
  }

  /** Entries of an earlier process: they begin at this offset. */
  void recovered(LongQueue entries, long firstOffset, Map<Long, List<Entry.Watcher>> waitedFor) {
    backlog = entries;
    watched.putAll(waitedFor);
    from = firstOffset;
  }

  /** The table is described, for the first time or differently. */
  void described(FeedTarget.Known table, FeedTarget.@Nullable Known before) {
    maker = new RowMaker(table.plan(), source, tools.settings().chunks().maxRowBytes());
    if (before == null || !table.sameTables(before)) {
      again(from);
    }
  }

  /** An entry that is durable in the spool. */
  void take(Entry entry) {
    if (!entry.isHeld() || !backlog.isEmpty() || reading || feed.isTight()) {
      spill(entry);
    } else {
      ready.addLast(entry);
    }
    pump();
  }

  private void spill(Entry entry) {
    keepWatchers(entry);
    backlog.addLast(entry.position().entry());
    giveBack(entry);
  }

  private void keepWatchers(Entry entry) {
    if (!entry.watchers().isEmpty()) {
      watched.put(entry.position().entry(), entry.watchers());
    }
  }

  /** Its memory is nobody's any more. */
  private void giveBack(Entry entry) {
    Chunk chunk = entry.letGo();
    if (chunk != null) {
      feed.held(-chunk.heldBytes());
      tools.pool().giveBack(chunk);
    }
  }

  /** These offsets will never be rows. */
  void skipped(long first, long until) {
    settled.skipped(first, until);
  }

  /** Sends what can be sent, reads what can be read. */
  void pump() {
    Tenure tenure = claim.tenure();
    while (tenure != null && feed.mayBegin()) {
      Entry next = ready.peekFirst();
      if (next == null) {
        break;
      }
      if (next.untilOffset() > tenure.until()) {
        if (underWay.isEmpty()) {
          again(next.firstOffset());
        }
        return;
      }
      ready.removeFirst();
      begin(next, tenure);
      tenure = claim.tenure();
    }
    readMore();
  }

  private void begin(Entry entry, Tenure tenure) {
    underWay.add(entry);
    // Held until all parts are begun.
    entry.begin();
    Chunk chunk = entry.chunk();
    RowSelection rows = new RowSelection(chunk, entry.firstOffset(), tenure.held());
    if (rows.size() > 0) {
      entry.begin();
      feed.rows()
          .send(
              new Part(
                  tenure,
                  tenure.rows(),
                  new Part.Rows(
                      chunk.maker().layout(),
                      chunk.maker().fingerprint(),
                      RowsKind.FRESH,
                      rows.offsets(),
                      rows.size(),
                      rows.payload()),
                  verdict -> judged(entry, tenure, rows, verdict)));
    }
    BadValues bad = new BadValues(entry, tenure);
    if (chunk.goodRows() < chunk.count() && bad.next(-1) >= 0) {
      quarantine(entry, tenure, bad);
    }
    end(entry);
  }

  private void quarantine(Entry entry, Tenure tenure, QuarantineRows.Values values) {
    entry.begin();
    feed.quarantine()
        .add(
            new QuarantineRows.Source(tenure, quarantine, quarantine.table().layout(), view),
            entry,
            values,
            () -> end(entry));
  }

  private void judged(Entry entry, Tenure tenure, RowSelection rows, Verdict verdict) {
    if (tenure.isOver()) {
      return;
    }
    switch (verdict) {
      case Verdict.Stored stored -> end(entry);
      case Verdict.AlreadyStored stored -> end(entry);
      case Verdict.Refused refused ->
          feed.search().begin(tenure, rows, refused, where(entry), new Guilty(entry, tenure));
      case Verdict.Fenced fenced -> again(from);
      case Verdict.Deferred deferred -> {}
    }
  }

  private String where(Entry entry) {
    return "datasource %s, offsets %d to %d of %s"
        .formatted(feed.name(), entry.firstOffset(), entry.untilOffset() - 1, source);
  }

  /** The rows that ClickHouse refuses one by one. */
  private final class Guilty implements RefusedSearch.Listener {
    private final Entry entry;
    private final Tenure tenure;

    Guilty(Entry entry, Tenure tenure) {
      this.entry = entry;
      this.tenure = tenure;
    }

    @Override
    public void found(Map<Integer, RowProblem> guilty) {
      guilty.keySet().forEach(entry::refused);
      if (!guilty.isEmpty()) {
        quarantine(entry, tenure, new GuiltyValues(guilty));
      }
      end(entry);
    }

    @Override
    public void fenced(long highestEpoch) {
      again(from);
    }
  }

  private record GuiltyValues(Map<Integer, RowProblem> problems) implements QuarantineRows.Values {
    @Override
    public int next(int index) {
      for (Integer value : problems.keySet()) {
        if (value > index) {
          return value;
        }
      }
      return -1;
    }

    @Override
    public RowProblem problem(int index) {
      return problems.getOrDefault(index, UNKNOWN);
    }

    private static final RowProblem UNKNOWN =
        RowProblem.ofMessage(ProblemKind.REFUSED, "", "ClickHouse refuses it");
  }

  /** The values of an entry that are no rows, without those that are quarantined already. */
  private final class BadValues implements QuarantineRows.Values {
    private final Entry entry;
    private final Tenure tenure;

    BadValues(Entry entry, Tenure tenure) {
      this.entry = entry;
      this.tenure = tenure;
    }

    @Override
    public int next(int index) {
      Chunk chunk = entry.chunk();
      for (int i = index + 1; i < chunk.count(); i++) {
        if (!chunk.isGood(i) && !tenure.held().contains(entry.firstOffset() + i)) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public RowProblem problem(int index) {
      RowMaker looking = maker;
      return looking == null
          ? GuiltyValues.UNKNOWN
          : feed.quarantine().problem(entry.chunk(), index, looking);
    }
  }

  /** A part of the entry is stored. */
  private void end(Entry entry) {
    if (!entry.end() || !underWay.remove(entry)) {
      return;
    }
    settled.stored(entry.firstOffset(), entry.untilOffset());
    tools.spool().settled(entry.position());
    tools.drained().settled(entry.chunk().valueBytes(), System.nanoTime());
    giveBack(entry);
    entry.settled();
    feed.pumpSoon();
  }

  /** Claims once more, and sends again what is not settled, but for what the table has by then. */
  void again(long firstOffset) {
    Tenure was = claim.tenure();
    claim.close();
    if (was != null) {
      feed.dropParts(was);
    }
    restart(underWay);
    underWay.clear();
    restart(ready);
    ready.clear();
    FeedTarget.Known table = feed.known();
    if (table != null) {
      claim.open(table, firstOffset);
    }
  }

  /** What inserts may still read is left to them: it is read from disk again. */
  private void restart(Iterable<Entry> entries) {
    for (Entry entry : entries) {
      Chunk chunk = entry.letGo();
      if (chunk != null) {
        feed.held(-chunk.heldBytes());
      }
      keepWatchers(entry);
      backlog.addLast(entry.position().entry());
    }
  }

  private void readMore() {
    RowMaker current = maker;
    if (reading || backlog.isEmpty() || current == null || ready.size() >= READ_AHEAD) {
      return;
    }
    if (feed.isTight() && !(underWay.isEmpty() && ready.isEmpty())) {
      // Nothing more comes before these rows are stored.
      feed.rows().urge();
      return;
    }
    long number = backlog.removeFirst();
    reading = true;
    Position position = new Position(incarnation, number);
    tools
        .spool()
        .read(position)
        .onComplete(
            read -> {
              reading = false;
              if (read.succeeded()) {
                restored(position, read.result(), current);
              } else {
                notRead(position, read.cause());
              }
            });
  }

  private void restored(Position position, SpoolEntry read, RowMaker current) {
    Chunk chunk;
    Entry entry;
    try {
      SpooledChunk spooled = SpooledChunk.read(read.sections());
      chunk =
          tools
              .pool()
              .take(current, ChunkPool.Expects.of(spooled.valueBytes()), spooled.acceptedMillis());
      spooled.makeRows(chunk);
      entry = new Entry(position, spooled.firstOffset(), chunk);
    } catch (IllegalArgumentException e) {
      lost(position, String.valueOf(e.getMessage()));
      return;
    }
    entry.watchedBy(watchersOf(position));
    feed.held(chunk.heldBytes());
    ready.addLast(entry);
    pump();
  }

  private void notRead(Position position, Throwable cause) {
    if (cause instanceof SpoolDamagedException) {
      lost(position, String.valueOf(cause.getMessage()));
    } else {
      backlog.addFirst(position.entry());
      tools.vertx().setTimer(READ_AGAIN_MILLIS, again -> pump());
    }
  }

  private List<Entry.Watcher> watchersOf(Position position) {
    List<Entry.Watcher> watchers = watched.remove(position.entry());
    return watchers == null ? List.of() : watchers;
  }

  /** Nobody can read it any more. The segment's file is kept. */
  private void lost(Position position, String why) {
    log.error("datasource {}: entry {} of the spool is lost: {}", feed.name(), position, why);
    watchersOf(position).forEach(watcher -> watcher.acceptance().lost(why));
    feed.lost();
    tools.spool().settled(position);
    pump();
  }

  /** Inserts may begin until then, by ClickHouse's clock. */
  void renew(long untilMillis) {
    Tenure tenure = claim.tenure();
    if (tenure != null) {
      tenure.renew(untilMillis);
    }
  }

  /** What is settled and was not reported. */
  List<DeliveryReport> reports(FeedTarget.Known table) {
    return settled.take(source, table.rowsUuid(), table.guarantee());
  }

  /** True when there is nothing to do any more. */
  boolean isDone() {
    return backlog.isEmpty() && ready.isEmpty() && underWay.isEmpty() && !reading;
  }

  /** Entries that are not settled. */
  int unsettled() {
    return backlog.size() + ready.size() + underWay.size() + (reading ? 1 : 0);
  }

  void close() {
    claim.close();
  }
}
