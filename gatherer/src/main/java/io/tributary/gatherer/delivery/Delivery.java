package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Inserter;
import io.tributary.gatherer.insert.RetrySchedule;
import io.tributary.gatherer.schema.PartsCensus;
import io.tributary.gatherer.table.CreditLimits;
import io.tributary.gatherer.table.CreditPool;
import io.tributary.gatherer.table.FlushLimits;
import io.tributary.gatherer.table.InsertPace;
import io.tributary.gatherer.table.PayloadMemory;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.protocol.audit.RecordWhereabouts.InFlight;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.quarantine.QuarantineName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All tables of a gatherer, each with a lane on one of the loops. Any thread. */
public final class Delivery {

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final CreditPool pool;
  private final PayloadMemory memory = new PayloadMemory();
  private final DeliveryTools tools;
  private final List<Context> loops = new CopyOnWriteArrayList<>();
  private final AtomicInteger nextLoop = new AtomicInteger();

  /** One lane for each table that a session was ever given; they are small and never removed. */
  private final Map<String, TableLane> lanes = new ConcurrentHashMap<>();

  public Delivery(
      Vertx vertx,
      Inserter inserter,
      ExactlyOnceTools exactlyOnce,
      DeliverySettings settings,
      GathererMeters meters) {
    CreditLimits limits = settings.memory();
    this.pool = new CreditPool(limits);
    InsertPace pace =
        new InsertPace(
            settings.insertsPerSecond(), settings.flush().maxInterval(), System.nanoTime());
    this.tools =
        new DeliveryTools(
            vertx,
            inserter,
            pool,
            new InsertTurns(vertx, pace, this::wake),
            settings.flush(),
            settings.retry(),
            meters,
            exactlyOnce,
            DeliveryTools.newTokenPrefix(),
            new AtomicLong(),
            ConcurrentHashMap.newKeySet());
    meters.watchPace(pace::waiting);
    meters.watchMemory(pool::heldBytes, pool::outstandingBytes, limits.boundBytes());
    meters.watchPayloads(memory::usedBytes);
  }

  /**
   * How much to hold, when to flush, how to retry.
   *
   * @param insertsPerSecond bound over all tables, 1 or more
   * @param partsCheck how often the parts of tables are counted
   * @param killAfter how long an insert whose answer was lost may go on running
   */
  public record DeliverySettings(
      CreditLimits memory,
      FlushLimits flush,
      int insertsPerSecond,
      Duration partsCheck,
      RetrySchedule retry,
      Duration killAfter) {}

  /** Lets flush windows follow the parts that {@code census} counts, from now on. */
  public void watchParts(PartsCensus census, Duration interval) {
    PartsWatch watch =
        new PartsWatch(
            tables -> census.count(tables, System.nanoTime()),
            () -> lanes.values().stream().map(TableLane::pressure).toList(),
            log::warn);
    tools.vertx().setPeriodic(interval.toMillis(), tick -> watch.look());
  }

  /** Offers an event-loop context to run lanes on; at least one before the first stream. */
  public void addLoop(Context loop) {
    loops.add(loop);
  }

  /**
   * A stream for the session whose context this is called on, or empty when no credit can be
   * promised to it now.
   */
  public Optional<TableStream> open(String table, TableRole role, TableStream.Sender sender) {
    TableLane lane = lanes.computeIfAbsent(table, this::newLane);
    TableStream stream = new TableStream(this, lane, tools.vertx().getOrCreateContext(), sender);
    return stream.admit(table, role) ? Optional.of(stream) : Optional.empty();
  }

  /**
   * From now on the table takes nothing of that partition from writers of lower epochs, and drops
   * what it has of them: those batches are answered {@code Fenced}.
   *
   * @return completes when no insert of this gatherer with such a batch runs, or may run because
   *     nobody knows what became of it; never fails
   */
  public Future<Void> fence(String table, SourcePartition source, long epoch) {
    return lanes.computeIfAbsent(table, this::newLane).fence(source, epoch);
  }

  /**
   * How far a batch of the table or of its quarantine has come that may have this record; empty
   * without one. Answers on the caller's context.
   */
  public Future<Optional<InFlight>> underWay(String table, SourcePartition source, long offset) {
    return inLane(table, source, offset)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found)
                    : inLane(QuarantineName.of(table), source, offset));
  }

  private Future<Optional<InFlight>> inLane(String table, SourcePartition source, long offset) {
    TableLane lane = lanes.get(table);
    return lane == null ? Future.succeededFuture(Optional.empty()) : lane.underWay(source, offset);
  }

  /** True while the insert of that token is waited for, whether it is answered or not. */
  public boolean follows(String token) {
    return tools.followed().contains(token);
  }

  /** Flushes all tables; completes when every batch accepted before has its verdict. */
  public Future<Void> drain() {
    return Future.all(lanes.values().stream().map(TableLane::drain).toList()).mapEmpty();
  }

  /** Where payloads are put while they arrive. */
  public PayloadMemory memory() {
    return memory;
  }

  CreditPool pool() {
    return pool;
  }

  void wake(String table) {
    TableLane lane = lanes.get(table);
    if (lane != null) {
      lane.wake();
    }
  }

  private TableLane newLane(String table) {
    int loop = Math.floorMod(nextLoop.getAndIncrement(), loops.size());
    return new TableLane(table, loops.get(loop), tools);
  }
}
