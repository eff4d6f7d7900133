package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.gatherer.chunk.SpooledChunk;
import io.tributary.gatherer.spool.KeyedAnswer;
import io.tributary.gatherer.spool.Position;
import io.tributary.gatherer.spool.SpoolEntry;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.quarantine.QuarantineName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of one datasource, from the spool to its table.
 *
 * <p>Public methods may be called by any thread, everything else belongs to one event loop.
 */
public final class TableFeed {
  private static final Logger log = LoggerFactory.getLogger(TableFeed.class);
  private static final String NOT_YET = "its table is not described yet";

  /** A table that has stored nothing for so long, though rows wait, is stuck. */
  private static final long STUCK_NANOS = 30_000_000_000L;

  private static final String STUCK =
      "no rows of this datasource could be stored for 30 s, and more than half of the spool waits"
          + " for such tables: ";

  private final Context loop;
  private final Datasource datasource;
  private final FeedTools tools;
  private final FeedTarget target;
  private final BatchSender rows;
  private final BatchSender quarantineSender;
  private final QuarantineRows quarantine;
  private final RefusedSearch search;
  private final FeedPartition live;
  private final SourcePartition source;
  private final FeedBudget.Share budget;
  private final SettledBarrier barrier;
  private final Promise<Void> ready = Promise.promise();
  private final List<FeedPartition> partitions = new ArrayList<>();
  private final AtomicLong nextOffset = new AtomicLong();
  private final AtomicReference<@Nullable CurrentPlan> plan = new AtomicReference<>();
  private final AtomicLong lostEntries = new AtomicLong();
  private volatile String problem = NOT_YET;
  private String rowsCreditProblem = "";
  private String quarantineCreditProblem = "";
  private String quarantineProblem = "";
  private FeedTarget.@Nullable Known before;
  private volatile int unsettled;
  private volatile String refusal = "";
  private volatile boolean failing;
  private long movedNanos = System.nanoTime();
  private int turn;
  private int planVersion;
  private boolean pumping;
  private boolean stopping;

  /** Called on the loop that it is to belong to. */
  TableFeed(Context loop, Datasource datasource, FeedTools tools) {
    this.loop = loop;
    this.datasource = datasource;
    this.tools = tools;
    this.budget = tools.budget().share();
    this.barrier = new SettledBarrier(this::countUnsettled);
    this.target =
        new FeedTarget(tools.vertx(), tools.ends().catalog(), datasource, this::described);
    BatchSender.Tools senders =
        new BatchSender.Tools(tools.vertx(), tools.ends().delivery(), tools.meters());
    this.rows =
        new BatchSender(
            senders,
            datasource.name(),
            TableRole.ROWS,
            new BatchSender.Hooks(
                this::pumpSoon, this::describe, line -> rowsCreditProblem = line));
    this.quarantineSender =
        new BatchSender(
            senders,
            QuarantineName.of(datasource.name()),
            TableRole.QUARANTINE,
            new BatchSender.Hooks(
                this::pumpSoon, this::describe, line -> quarantineCreditProblem = line));
    this.quarantine =
        new QuarantineRows(
            tools.vertx(),
            new QuarantineRows.Limits(
                tools.settings().quarantineBatchBytes(), tools.settings().chunks().maxRowBytes()),
            quarantineSender,
            this::quarantineProblem);
    this.search = new RefusedSearch(rows);
    this.source = tools.settings().source();
    this.live =
        new FeedPartition(
            this,
            tools,
            new FeedPartition.Origin(
                source, tools.spool().incarnation(), 0, new Predecessor.None()));
    partitions.add(live);
  }

  /** Which datasource it is. */
  public Datasource datasource() {
    return datasource;
  }

  /** Where its new rows come from. */
  public SourcePartition source() {
    return source;
  }

  /**
   * How rows are made for the table at this moment.
   *
   * @param version grows with each other plan
   */
  public record CurrentPlan(int version, TablePlan plan) {}

  /** How rows are made for the table at this moment; null before it is described. */
  public @Nullable CurrentPlan plan() {
    return plan.get();
  }

  /** Why no rows can be taken or stored now, one line; empty when they can. */
  public String problem() {
    return problem;
  }

  /** Entries that could not be read any more since the start. */
  public long lostEntries() {
    return lostEntries.get();
  }

  /** A maker of rows for a plan, for the thread that calls. */
  public RowMaker maker(CurrentPlan current) {
    return new RowMaker(current.plan(), source, tools.settings().chunks().maxRowBytes());
  }

  /**
   * Gives the values their offsets, and appends them to the spool. They must not change any more,
   * nor be given back before the future completes.
   *
   * @param request which request they are of
   * @param last true if it is complete with them
   * @param answer of a request with a key, with its last values
   * @return the entry, which is to be handed to {@link #take} when its request is complete, or to
   *     {@link #discard}; fails as the spool does
   */
  public Future<Entry> append(
      Chunk chunk, long request, boolean last, Optional<KeyedAnswer> answer) {
    long first = nextOffset.getAndAdd(chunk.count());
    chunk.stamp(first);
    SpoolEntry entry =
        new SpoolEntry(
            datasource.name(), request, last, answer, SpooledChunk.write(chunk, source, first));
    return tools
        .spool()
        .append(entry)
        .map(position -> new Entry(position, first, chunk))
        .onFailure(failure -> skip(first, first + chunk.count()));
  }

  private void skip(long first, long until) {
    loop.runOnContext(hop -> live.skipped(first, until));
  }

  /** Entries of a request that is complete, and whose memory counts as held. */
  public void take(List<Entry> entries) {
    loop.runOnContext(
        hop -> {
          for (Entry entry : entries) {
            tools.memory().change(-entry.heldBytes());
            barrier.taken(entry.position().entry());
            live.take(entry);
          }
        });
  }

  /** A request is given up: nothing that was appended of it counts. */
  public void abandon(long request) {
    tools.spool().abandon(request);
  }

  /** Entries of a request that was given up; the spool knows. Their memory stays the caller's. */
  public void discard(List<Entry> entries) {
    entries.forEach(entry -> skip(entry.firstOffset(), entry.untilOffset()));
  }

  /** The values of an entry of a request that is not complete are on disk only from now on. */
  public void letGo(Entry entry) {
    Chunk chunk = entry.letGo();
    if (chunk != null) {
      tools.memory().change(-chunk.heldBytes());
      tools.pool().giveBack(chunk);
    }
  }

  /** Completes when rows can be taken for the first time. */
  Future<Void> ready() {
    return ready.future();
  }

  /** Completes when all rows that were taken before are stored. */
  public Future<Void> stored() {
    Promise<Void> stored = Promise.promise();
    loop.runOnContext(hop -> barrier.await().onComplete(stored));
    return stored.future();
  }

  /** Why no more rows are taken, so that those of other tables find room; empty if they are. */
  public String refusal() {
    return refusal;
  }

  /** True while rows wait and none can be stored. */
  public boolean isFailing() {
    return failing;
  }

  /** Begins. */
  void start() {
    target.ask();
  }

  /** Adds what an earlier opening of the spool has left. */
  void recover(Recovered found) {
    FeedPartition partition =
        new FeedPartition(
            this,
            tools,
            new FeedPartition.Origin(
                found.source(),
                found.incarnation(),
                found.firstOffset(),
                new Predecessor.Unsure(FeedClaim.LEASE_MILLIS)));
    partition.recovered(found.entries());
    partitions.add(partition);
    FeedTarget.Known table = target.known();
    if (table != null) {
      partition.described(table, null);
    }
  }

  /** What an earlier opening of the spool has left for a table. */
  record Recovered(SourcePartition source, long incarnation, LongQueue entries, long firstOffset) {}

  void described(FeedTarget.Known table) {
    FeedTarget.Known last = before;
    before = table;
    plan.set(new CurrentPlan(++planVersion, table.plan()));
    // First, as what waits under claims that end now is not to be sent any more.
    partitions.forEach(partition -> partition.described(table, last));
    rows.describe(table.rows());
    quarantineSender.describe(table.quarantine());
    ready.tryComplete();
    pump();
  }

  /** Asks again what the table is like. */
  void describe() {
    target.ask();
  }

  FeedTarget.@Nullable Known known() {
    return target.known();
  }

  String name() {
    return datasource.name();
  }

  BatchSender rows() {
    return rows;
  }

  QuarantineRows quarantine() {
    return quarantine;
  }

  RefusedSearch search() {
    return search;
  }

  FeedBudget.Share budget() {
    return budget;
  }

  /** True when another entry may be begun: nothing waits for credit. */
  boolean mayBegin() {
    return !stopping && rows.isIdle() && !quarantine.isBusy();
  }

  /** An entry of a partition needs nothing more. */
  void settled(FeedPartition partition, Position position) {
    movedNanos = System.nanoTime();
    barrier.settled(partition == live ? position.entry() : -1);
    pumpSoon();
  }

  void lost() {
    lostEntries.incrementAndGet();
  }

  void dropParts(Tenure tenure) {
    search.drop(tenure);
    quarantine.drop(tenure);
    rows.drop(part -> part.tenure() == tenure);
    quarantineSender.drop(part -> part.tenure() == tenure);
  }

  void pump() {
    // In turn, as the first one may use up all credit.
    List<FeedPartition> now = List.copyOf(partitions);
    turn++;
    for (int i = 0; i < now.size(); i++) {
      now.get(Math.floorMod(turn + i, now.size())).pump();
    }
  }

  /** Once, when what is done now is done. */
  void pumpSoon() {
    if (!pumping) {
      pumping = true;
      loop.runOnContext(
          hop -> {
            pumping = false;
            pump();
          });
    }
  }

  /** Inserts with its rows may begin for a while from now on. */
  void renew(FeedPartition partition) {
    long now = tools.ends().clock().lowerBoundMillis();
    if (now > 0) {
      partition.renew(now + FeedClaim.LEASE_MILLIS);
    }
  }

  /**
   * Once a second: renews claims, reports, forgets what is done.
   *
   * @param spoolIsWasted true when much of the spool is only there for entries that are stuck
   */
  void tick(boolean spoolIsWasted) {
    partitions.forEach(this::renew);
    report();
    for (FeedPartition partition : List.copyOf(partitions)) {
      if (partition != live && partition.unsettled() == 0) {
        partition.close();
        partitions.remove(partition);
      }
    }
    long nowNanos = System.nanoTime();
    rows.rest(nowNanos);
    quarantineSender.rest(nowNanos);
    unsettled = countUnsettled();
    tell(currentProblem());
    failing = unsettled > 0 && nowNanos - movedNanos > STUCK_NANOS;
    if (unsettled == 0) {
      movedNanos = nowNanos;
    }
    refusal = failing && spoolIsWasted ? STUCK + problem : "";
    pump();
  }

  /** What is settled. */
  private void report() {
    FeedTarget.Known table = target.known();
    if (table == null) {
      return;
    }
    for (FeedPartition partition : partitions) {
      partition
          .reports(table)
          .forEach(report -> tools.ends().auditor().reported(datasource.name(), report));
    }
  }

  private int countUnsettled() {
    return partitions.stream().mapToInt(FeedPartition::unsettled).sum();
  }

  private void tell(String now) {
    if (now.equals(problem)) {
      return;
    }
    if (now.isEmpty()) {
      log.info("datasource {}: rows over HTTP are taken and stored", datasource.name());
    } else {
      log.warn("datasource {}: {}", datasource.name(), now);
    }
    problem = now;
  }

  private String currentProblem() {
    if (!target.problem().isEmpty()) {
      return target.problem();
    }
    if (!rowsCreditProblem.isEmpty()) {
      return rowsCreditProblem;
    }
    return quarantineCreditProblem.isEmpty() ? quarantineProblem : quarantineCreditProblem;
  }

  private void quarantineProblem(String line) {
    quarantineProblem = line;
  }

  /** Entries that are not settled, as counted a second ago at most. */
  public int unsettled() {
    return unsettled;
  }

  /** Nothing more is begun; what is under way goes on. */
  void stop() {
    stopping = true;
  }

  /** Nothing is judged any more. */
  void close() {
    target.close();
    partitions.forEach(FeedPartition::close);
    rows.close();
    quarantineSender.close();
  }
}
