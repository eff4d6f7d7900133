package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.Inserter;
import io.tributary.gatherer.insert.RetrySchedule;
import io.tributary.gatherer.table.CreditLimits;
import io.tributary.gatherer.table.CreditPool;
import io.tributary.gatherer.table.FlushLimits;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.protocol.frame.TableRole;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** All tables of a gatherer, each with a lane on one of the loops. Any thread. */
public final class Delivery {

  private final CreditPool pool;
  private final DeliveryTools tools;
  private final List<Context> loops = new CopyOnWriteArrayList<>();
  private final AtomicInteger nextLoop = new AtomicInteger();

  /** One lane for each table that a session was ever given; they are small and never removed. */
  private final Map<String, TableLane> lanes = new ConcurrentHashMap<>();

  public Delivery(
      Vertx vertx, Inserter inserter, DeliverySettings settings, GathererMeters meters) {
    CreditLimits memory = settings.memory();
    this.pool = new CreditPool(memory);
    this.tools =
        new DeliveryTools(
            vertx,
            inserter,
            pool,
            settings.flush(),
            settings.retry(),
            meters,
            DeliveryTools.newTokenPrefix(),
            new AtomicLong());
    meters.watchMemory(pool::heldBytes, pool::outstandingBytes, memory.boundBytes());
  }

  /** When to flush, how to retry, how much to hold. */
  public record DeliverySettings(CreditLimits memory, FlushLimits flush, RetrySchedule retry) {}

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

  /** Flushes all tables; completes when every batch accepted before has its verdict. */
  public Future<Void> drain() {
    return Future.all(lanes.values().stream().map(TableLane::drain).toList()).mapEmpty();
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
