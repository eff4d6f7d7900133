package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.gatherer.spool.Position;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineEncoder;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.row.RowProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of one source of rows for one table, on their way there.
 *
 * <pre>
 *  EntryQueue ── claim holds, credit is there ──▶ under way ──▶ settled
 *      ▲                                             │
 *      ╰───────────────── claim lost ────────────────╯
 * </pre>
 *
 * <p>Failure semantics: an entry is settled in the spool when each of its rows is in the table or
 * its quarantine, not before.
 *
 * <p>Belongs to the loop of its table.
 */
final class FeedPartition {
  private static final Logger log = LoggerFactory.getLogger(FeedPartition.class);

  private final TableFeed feed;
  private final FeedTools tools;
  private final Origin origin;
  private final FeedClaim claim;
  private final EntryQueue queue;
  private final QuarantineRows.Target quarantine;
  private final Set<Entry> underWay = new LinkedHashSet<>();
  private final SettledOffsets settled = new SettledOffsets();
  private final boolean reports;
  private @Nullable RowMaker maker;

  /**
   * Which rows it has.
   *
   * @param source what they carry
   * @param incarnation of the spool, when it wrote them
   * @param from lowest offset of one that may have to be sent
   * @param predecessor whose inserts may still be under way
   */
  record Origin(SourcePartition source, long incarnation, long from, Predecessor predecessor) {}

  FeedPartition(TableFeed feed, FeedTools tools, Origin origin) {
    this.feed = feed;
    this.tools = tools;
    this.origin = origin;
    this.reports = feed.datasource().metaColumns() == MetaColumns.ON;
    SourcePartition source = origin.source();
    this.claim =
        new FeedClaim(
            tools.vertx(),
            tools.ends().takeovers(),
            new FeedClaim.Ground(
                feed.name(),
                source,
                tools.settings().incarnation(),
                FeedClaim.Ground.epochOf(tools.spool().incarnation())),
            origin.predecessor(),
            new FeedClaim.Hooks(this::claimed, feed::describe));
    this.queue =
        new EntryQueue(
            tools,
            feed.budget(),
            origin.incarnation(),
            new EntryQueue.Hooks() {
              @Override
              public void pump() {
                FeedPartition.this.pump();
              }

              @Override
              public void lost(Position position, String why) {
                FeedPartition.this.lost(position, why);
              }
            });
    QuarantineEncoder encoder =
        new QuarantineEncoder(
            new QuarantineTable(feed.datasource()),
            new MetaFields(source.topic(), source.run()),
            tools.settings().gatherer(),
            tools.settings().quarantineBatchBytes());
    this.quarantine =
        new QuarantineRows.Target(
            encoder, encoder.table().layout(), new QuarantinedValue(source.partition()));
  }

  /** Entries of an earlier process, which are all there are. */
  void recovered(LongQueue entries) {
    queue.recovered(entries);
  }

  /** The table is described, for the first time or differently. */
  void described(FeedTarget.Known table, FeedTarget.@Nullable Known before) {
    RowMaker made =
        new RowMaker(table.plan(), origin.source(), tools.settings().chunks().maxRowBytes());
    RowMaker last = maker;
    maker = made;
    queue.make(made);
    boolean otherRows = last != null && last.fingerprint() != made.fingerprint();
    if (before == null || otherRows || !table.sameTables(before)) {
      again(origin.from());
    }
  }

  private void claimed() {
    feed.renew(this);
    feed.pumpSoon();
  }

  /** An entry that is durable in the spool. */
  void take(Entry entry) {
    queue.add(entry, claim.tenure() != null);
    pump();
  }

  /** These offsets will never be rows. */
  void skipped(long first, long until) {
    if (reports) {
      settled.skipped(first, until);
    }
  }

  /** Sends what can be sent, reads what can be read. */
  void pump() {
    Tenure tenure = claim.tenure();
    if (tenure == null) {
      return;
    }
    while (feed.mayBegin()) {
      Entry next = queue.peek();
      if (next == null) {
        break;
      }
      if (tenure.lacks(next.firstOffset(), next.untilOffset())) {
        if (underWay.isEmpty()) {
          again(next.firstOffset());
        }
        return;
      }
      begin(queue.take(), tenure);
    }
    if (!queue.read(underWay.isEmpty())) {
      // Nothing more comes before rows that are under way are stored.
      feed.rows().urge();
    }
  }

  private void begin(Entry entry, Tenure tenure) {
    underWay.add(entry);
    // Held until all parts are begun.
    entry.begin();
    Chunk chunk = entry.chunk();
    RowSelection rows = new RowSelection(chunk, entry.firstOffset(), tenure.held());
    if (rows.size() > 0) {
      entry.begin();
      feed.rows().send(part(entry, tenure, rows));
    }
    RowMaker looking = maker;
    if (looking != null && chunk.goodRows() < chunk.count()) {
      BadValues bad = new BadValues(entry, tenure.held(), looking, feed.quarantine());
      if (bad.next(-1) >= 0) {
        quarantine(entry, tenure, bad);
      }
    }
    end(entry);
  }

  private Part part(Entry entry, Tenure tenure, RowSelection rows) {
    RowMaker made = rows.chunk().maker();
    return new Part(
        tenure,
        tenure.rows(),
        new Part.Rows(
            made.layout(),
            made.fingerprint(),
            RowsKind.FRESH,
            rows.offsets(),
            rows.size(),
            rows.payload()),
        verdict -> judged(entry, tenure, rows, verdict));
  }

  private void quarantine(Entry entry, Tenure tenure, QuarantineRows.Values values) {
    entry.begin();
    feed.quarantine()
        .add(
            new QuarantineRows.Order(tenure, quarantine, entry, values),
            () -> {
              if (!tenure.isOver()) {
                end(entry);
              }
            });
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
      case Verdict.Fenced fenced -> again(origin.from());
      // The sender sends it again.
      case Verdict.Deferred deferred -> {}
    }
  }

  private String where(Entry entry) {
    return "datasource %s, offsets %d to %d of %s"
        .formatted(feed.name(), entry.firstOffset(), entry.untilOffset() - 1, origin.source());
  }

  /** Rows that ClickHouse refuses one by one go to the quarantine. */
  private final class Guilty implements RefusedSearch.Listener {
    private final Entry entry;
    private final Tenure tenure;

    Guilty(Entry entry, Tenure tenure) {
      this.entry = entry;
      this.tenure = tenure;
    }

    @Override
    public void found(NavigableMap<Integer, RowProblem> guilty) {
      entry.refused(guilty.keySet());
      if (!guilty.isEmpty()) {
        quarantine(entry, tenure, new GuiltyValues(guilty));
      }
      end(entry);
    }

    @Override
    public void fenced(long highestEpoch) {
      again(origin.from());
    }
  }

  /** A part of the entry is stored. */
  private void end(Entry entry) {
    if (!entry.end() || !underWay.remove(entry)) {
      return;
    }
    if (reports) {
      settled.stored(entry.firstOffset(), entry.untilOffset());
    }
    tools.spool().settled(entry.position());
    tools.drained().settled(entry.chunk().valueBytes(), System.nanoTime());
    queue.release(entry);
    entry.settled();
    feed.settled(this, entry.position());
  }

  /** Claims once more, and sends again what is not settled, but for what the table has by then. */
  private void again(long firstOffset) {
    Tenure was = claim.tenure();
    claim.close();
    if (was != null) {
      feed.dropParts(was);
    }
    queue.spill();
    queue.putBack(underWay, EntryQueue.Memory.IN_USE);
    underWay.clear();
    FeedTarget.Known table = feed.known();
    if (table != null) {
      claim.open(table, firstOffset);
    }
  }

  /** Nobody can read it any more. If its file is damaged, the spool keeps that. */
  private void lost(Position position, String why) {
    log.error("datasource {}: entry {} of the spool is lost: {}", feed.name(), position, why);
    feed.lost();
    tools.spool().settled(position);
    feed.settled(this, position);
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
    return settled.take(origin.source(), table.rowsUuid(), table.guarantee());
  }

  /** Entries that are not settled. */
  int unsettled() {
    return queue.size() + underWay.size();
  }

  void close() {
    claim.close();
  }
}
