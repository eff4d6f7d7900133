package io.tributary.load.frames.source;

import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.connector.uplink.UplinkEvents;
import io.tributary.connector.uplink.UplinkSettings;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Opens tables and partitions at a gatherer as a connector does, holds their leases, and sends
 * ready rows. It wants the best guarantee that a table allows.
 *
 * <p>Failure semantics: whatever goes wrong fails what is being waited for, and all that comes
 * after; a measurement with a lost session means nothing.
 *
 * <p>Thread: one event loop.
 */
final class FrameSource implements UplinkEvents {
  private static final int LEASE_MILLIS = 10_000;
  private static final int CLOCK_MILLIS = 20;
  private static final int RUN = 1;

  private final Vertx vertx;
  private final Uplink uplink;
  private final Datasource datasource;
  private final EncodedRows.Choice choice;
  private final Tally tally = new Tally();
  private final Map<TableLink, List<Lane>> tables = new HashMap<>();
  private final Map<TableLink, Guarantee> guarantees = new HashMap<>();
  private List<Lane> lanes = List.of();
  private @Nullable EncodedRows encoded;
  private @Nullable Future<Void> encoding;
  private @Nullable Promise<Void> opening;
  private Runnable onSettled = () -> {};

  /**
   * @param datasource whose table each of the tables looks like
   */
  FrameSource(
      Vertx vertx, UplinkSettings settings, Datasource datasource, EncodedRows.Choice choice) {
    this.vertx = vertx;
    this.datasource = datasource;
    this.choice = choice;
    this.uplink = new Uplink(vertx, settings, datasource.name(), this);
  }

  void start() {
    uplink.start();
    vertx.setPeriodic(LEASE_MILLIS / 3, timer -> renew());
  }

  /**
   * Opens tables of this prefix and a number from 0 on; from then on rows go to these. Done when
   * all their partitions are held.
   */
  Future<Void> open(String prefix, int count, int partitions) {
    Promise<Void> opened = Promise.promise();
    opening = opened;
    List<List<Lane>> made = new ArrayList<>();
    TableDefinition wanted = TablePlan.definition(datasource, partitions);
    for (int i = 0; i < count; i++) {
      TableLink table =
          uplink.table(
              TableRole.ROWS,
              new TableDefinition(
                  prefix + i,
                  wanted.columns(),
                  wanted.engine(),
                  wanted.sortingKey(),
                  wanted.partitionKey()));
      List<Lane> of = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        of.add(new Lane(table, partition));
      }
      tables.put(table, of);
      made.add(of);
    }
    // Neighbours in this list belong to different tables, so that rows go round them.
    List<Lane> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      for (List<Lane> of : made) {
        all.add(of.get(partition));
      }
    }
    lanes = List.copyOf(all);
    return opened.future();
  }

  /** Partitions of the tables that were opened last. */
  List<Lane> lanes() {
    return lanes;
  }

  Tally tally() {
    return tally;
  }

  /**
   * The rows.
   *
   * @throws IllegalStateException if no table was opened yet
   */
  EncodedRows ready() {
    EncodedRows made = encoded;
    if (made == null) {
      throw new IllegalStateException("no table was opened yet");
    }
    return made;
  }

  /** Sends the next rows of a partition as soon as there is credit. */
  void send(Lane lane, int rows, long dueNanos) {
    tally.sent(rows);
    uplink.send(lane.next(ready(), rows, dueNanos));
  }

  /** Payload bytes that were given to {@link #send} and are not settled. */
  long unsettledBytes() {
    return uplink.unsettledBytes();
  }

  /** Is called after each batch that was settled. */
  void onSettled(Runnable told) {
    onSettled = told;
  }

  private void renew() {
    OptionalLong now = uplink.serverTime().atLeastMillis(System.nanoTime());
    List<StreamLink> streams = new ArrayList<>();
    for (List<Lane> of : tables.values()) {
      for (Lane lane : of) {
        if (lane.isHeld() && lane.stream().claim().guarantee() == Guarantee.EXACTLY_ONCE) {
          streams.add(lane.stream());
        }
      }
    }
    if (now.isPresent() && !streams.isEmpty()) {
      uplink.renew(streams, now.getAsLong() + LEASE_MILLIS);
    }
  }

  private void claim(Lane lane) {
    Guarantee guarantee = guarantees.getOrDefault(lane.table(), Guarantee.AT_LEAST_ONCE);
    Claim claim =
        new Claim(
            new SourcePartition("frames", lane.partition(), RUN),
            "load-frames",
            1,
            0,
            guarantee,
            new Predecessor.None());
    lane.claimedBy(uplink.open(lane.table(), claim));
  }

  private void hold(Lane lane, StreamLink stream) {
    if (stream.claim().guarantee() == Guarantee.EXACTLY_ONCE) {
      OptionalLong now = uplink.serverTime().atLeastMillis(System.nanoTime());
      if (now.isEmpty()) {
        vertx.setTimer(CLOCK_MILLIS, timer -> hold(lane, stream));
        return;
      }
      uplink.renew(List.of(stream), now.getAsLong() + LEASE_MILLIS);
    }
    lane.held();
    Promise<Void> waiting = opening;
    if (waiting != null && lanes.stream().allMatch(Lane::isHeld)) {
      opening = null;
      waiting.complete();
    }
  }

  private @Nullable Lane laneOf(StreamLink stream) {
    return tables.getOrDefault(stream.table(), List.of()).stream()
        .filter(lane -> lane.isClaimedBy(stream))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void described(TableLink table, TableAnswer.Columns columns) {
    Guarantee before = guarantees.put(table, columns.delivery().best());
    if (before != null) {
      return;
    }
    TablePlan plan = TablePlan.match(datasource, columns);
    Future<Void> rows = encoding;
    if (rows == null) {
      rows = encode(plan);
      encoding = rows;
    }
    Future<Void> unused =
        rows.onSuccess(made -> vertx.runOnContext(later -> claimAll(table)))
            .onFailure(failure -> failed("rows cannot be encoded: " + failure));
  }

  /** Not while the uplink tells of the table: it would make the claims again itself. */
  private void claimAll(TableLink table) {
    tables.getOrDefault(table, List.of()).forEach(this::claim);
  }

  /** All tables have the same columns. */
  private Future<Void> encode(TablePlan plan) {
    Promise<Void> done = Promise.promise();
    vertx
        .executeBlocking(() -> EncodedRows.encode(plan, choice))
        .onSuccess(
            made -> {
              encoded = made;
              done.complete();
            })
        .onFailure(done::fail);
    return done.future();
  }

  @Override
  public void opened(StreamLink stream, OpenAnswer answer) {
    Lane lane = laneOf(stream);
    if (lane == null) {
      return;
    }
    switch (answer) {
      case OpenAnswer.Resume resume when resume.held().isEmpty() -> hold(lane, stream);
      case OpenAnswer.Resume resume -> failed("a table has rows already: " + resume.held());
      case OpenAnswer.Later later ->
          vertx.setTimer(Math.max(1, later.afterMillis()), timer -> claim(lane));
      case OpenAnswer.Fenced fenced -> failed("fenced by " + fenced.highestEpoch());
      case OpenAnswer.Denied denied -> failed(denied.message());
    }
  }

  @Override
  public void settled(Batch batch, Verdict verdict, long tookNanos) {
    switch (verdict) {
      case Verdict.Stored _ ->
          tally.settled(batch.rowCount(), (Long) batch.origin(), System.nanoTime());
      case Verdict.AlreadyStored _ -> failed("rows were stored already");
      case Verdict.Refused refused -> failed("rows were refused: " + refused.message());
      case Verdict.Fenced fenced -> failed("fenced by " + fenced.highestEpoch());
      case Verdict.Deferred deferred -> failed("not final: " + deferred.message());
    }
    onSettled.run();
  }

  @Override
  public void failed(String message) {
    System.err.println(message);
    Promise<Void> waiting = opening;
    opening = null;
    if (waiting != null) {
      waiting.fail(message);
    }
    tally.fail(message);
  }

  @Override
  public void disconnected() {
    failed("the session with the gatherer was lost");
  }

  @Override
  public void unfit(TableLink table, String message) {
    failed(message);
  }

  @Override
  public void deferred(Verdict.Deferred verdict) {
    tally.deferred();
  }

  @Override
  public void welcomed(SessionLimits limits) {}

  @Override
  public void betterGathererAnswers() {}

  @Override
  public void moved() {}
}
