package io.tributary.connector.pipeline;

import io.tributary.connector.decode.MetaFields;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.TableMismatchException;
import io.tributary.connector.decode.TablePlan;
import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.kafka.PollFailure;
import io.tributary.connector.kafka.RecordFetcher;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.kafka.TopicIdentity;
import io.tributary.connector.quarantine.QuarantineTable;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.connector.uplink.UplinkEvents;
import io.tributary.connector.uplink.UplinkSettings;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One datasource from its topic to its gatherer. Reads like the drawing in this package's
 * documentation: poll, take, encode, seal, send, settle, commit.
 *
 * <p>Failure semantics: an offset is committed only after the gatherer said that everything below
 * it is durable in the table or in its quarantine. A failure of any part leaves offsets
 * uncommitted, and the records are read again.
 *
 * <p>Thread: the verticle's event loop.
 */
public final class Pipeline extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final long POLL_AGAIN_MILLIS = 1000;

  private final Datasource datasource;
  private final SourceSettings sourceSettings;
  private final UplinkSettings uplinkSettings;
  private final PipelineSettings settings;
  private final PipelineMeters meters;
  private final Consumer<String> fatal;

  private final RecordFormat format;
  private final Intake intake =
      new Intake(new Intake.Hooks(this::publish, this::prepare, this::hold, this::release));
  private final Promise<Void> described = Promise.promise();
  private final Promise<Void> drained = Promise.promise();
  private final PauseGate gate;

  private @Nullable Wired wired;
  private @Nullable Encoding encoding;
  private boolean stopping;
  private boolean broken;

  /** What exists once the pipeline has started. */
  private record Wired(
      TopicIdentity topic,
      Encoding.Provenance provenance,
      Uplink uplink,
      TableGrowth growth,
      Dispatch dispatch,
      Settlement settlement,
      KafkaSource source,
      CommitLoop commits) {

    long unsettledBytes() {
      return uplink.unsettledBytes() + settlement.refusedBytes();
    }
  }

  /** Where a pipeline reads and writes, and whom it tells. */
  public record Ends(
      SourceSettings source,
      RecordFormat format,
      UplinkSettings uplink,
      PipelineMeters meters,
      Consumer<String> fatal) {}

  /**
   * @param ends its {@code fatal} is called with one line when the pipeline cannot go on after it
   *     has started
   */
  public Pipeline(Datasource datasource, PipelineSettings settings, Ends ends) {
    this.datasource = datasource;
    this.settings = settings;
    this.sourceSettings = ends.source();
    this.format = ends.format();
    this.uplinkSettings = ends.uplink();
    this.meters = ends.meters();
    this.fatal = ends.fatal();
    this.gate = new PauseGate(settings.maxUnsettledBytes());
  }

  @Override
  public Future<?> start() {
    return TopicIdentity.of(vertx, sourceSettings)
        .compose(
            topic -> {
              Uplink uplink = new Uplink(vertx, uplinkSettings, new OnUplink());
              uplink.start();
              TableLink rows =
                  uplink.table(
                      TableRole.ROWS, TablePlan.definition(datasource, topic.partitions()));
              KafkaSource source =
                  new KafkaSource(vertx, sourceSettings, new OnAssignment(), meters.lag());
              Dispatch dispatch =
                  new Dispatch(
                      new Dispatch.SourceTopic(sourceSettings.topic(), topic.run()),
                      uplink,
                      rows,
                      this::encoding,
                      meters);
              wired =
                  new Wired(
                      topic,
                      new Encoding.Provenance(
                          format,
                          new MetaFields(sourceSettings.topic(), topic.run()),
                          new QuarantineTable(datasource),
                          uplinkSettings.importId()),
                      uplink,
                      new TableGrowth(uplink, rows, settings.maxAddedColumns()),
                      dispatch,
                      settlement(dispatch),
                      source,
                      new CommitLoop(datasource.name(), source, intake.lanes(), meters));
              vertx.setTimer(settings.startTimeout().toMillis(), timer -> startTimedOut(uplink));
              return described.future();
            })
        .compose(v -> running().source().subscribe())
        .onSuccess(v -> run());
  }

  private Settlement settlement(Dispatch dispatch) {
    return new Settlement(
        dispatch,
        new RecordFetcher(vertx, sourceSettings)::fetch,
        this::encoding,
        meters,
        new Settlement.Hooks(this::settled, this::failed));
  }

  private void startTimedOut(Uplink uplink) {
    boolean silent = uplink.isConnected();
    String what =
        silent
            ? "the gatherer did not describe table " + datasource.name()
            : "no gatherer answers at " + uplink.gatherers();
    described.tryFail(
        new StartException(
            silent ? FailureCode.TABLE_SILENT : FailureCode.GATHERER_UNREACHABLE,
            "datasource %s: %s within %d s"
                .formatted(datasource.name(), what, settings.startTimeout().toSeconds())));
  }

  private Encoding encoding() {
    Encoding now = encoding;
    if (now == null) {
      throw new IllegalStateException("nothing can be encoded before the table is described");
    }
    return now;
  }

  private Wired running() {
    Wired now = wired;
    if (now == null) {
      throw new IllegalStateException("not started");
    }
    return now;
  }

  private void run() {
    meters.started();
    log.info(
        "datasource {}: consuming topic {} of {} partitions",
        datasource.name(),
        sourceSettings.topic(),
        running().topic().partitions());
    long halfIntervalMillis = Math.max(1, settings.batchInterval().toMillis() / 2);
    vertx.setPeriodic(halfIntervalMillis, timer -> sealOld());
    vertx.setPeriodic(settings.commitInterval().toMillis(), timer -> running().commits().moved());
    vertx.setPeriodic(settings.lookInterval().toMillis(), timer -> running().growth().look());
    poll();
  }

  private void poll() {
    if (stopping) {
      return;
    }
    running()
        .source()
        .poll(POLL_TIMEOUT)
        .onComplete(
            result -> {
              if (result.succeeded()) {
                // The next poll waits on its own thread while these records are encoded here.
                poll();
                take(result.result());
              } else {
                pollFailed(result.cause());
              }
            });
  }

  private void pollFailed(Throwable cause) {
    if (stopping) {
      return;
    }
    switch (PollFailure.of(cause, sourceSettings)) {
      case PollFailure.Passing passing -> {
        meters.pollFailed();
        log.warn("datasource {}: {}", datasource.name(), passing.message());
        vertx.setTimer(POLL_AGAIN_MILLIS, timer -> poll());
      }
      case PollFailure.Fatal failure -> failed(failure.message());
    }
  }

  private void take(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
    if (!records.isEmpty()) {
      meters.polled(records.count());
    }
    take(now -> intake.take(records, now));
  }

  private void take(Consumer<Encoding> taking) {
    Encoding now = encoding;
    if (now == null || stopping || broken) {
      return;
    }
    try {
      taking.accept(now);
    } catch (RuntimeException | Error e) {
      notTaken(e);
    }
    watchLoad();
  }

  /** Records were polled and not taken, so nothing behind them may be committed any more. */
  private void notTaken(Throwable cause) {
    broken = true;
    log.error("datasource {}: records cannot be taken", datasource.name(), cause);
    failed(FailureCode.RECORDS_NOT_TAKEN.line("records cannot be taken: " + cause));
  }

  /** Gets a schema that records wait for, and the columns that it needs. */
  private void prepare(int schemaId) {
    format
        .prepare(schemaId)
        .compose(v -> running().growth().add(format.growth(schemaId, encoding().plan())))
        .onSuccess(
            v -> {
              format.ready(schemaId);
              take(now -> intake.ready(schemaId, now));
            })
        .onFailure(this::notTaken);
  }

  private void hold(Set<Integer> partitions) {
    running().source().pause(partitions);
  }

  private void release(Set<Integer> partitions) {
    if (!gate.isClosed()) {
      running().source().resume(partitions);
    }
  }

  private void sealOld() {
    long nowNanos = System.nanoTime();
    long ageNanos = settings.batchInterval().toNanos();
    intake.lanes().values().forEach(lane -> lane.sealOlderThan(ageNanos, nowNanos));
    watchLoad();
  }

  private void settled(PartitionLane lane) {
    if (intake.lanes().get(lane.partition()) == lane) {
      publish(lane);
    }
  }

  private void publish(PartitionLane lane) {
    running().source().publish(lane.partition(), lane.committable());
  }

  private void watchLoad() {
    long unsettled = running().unsettledBytes();
    meters.unsettled(unsettled);
    running().uplink().show(meters);
    switch (gate.update(unsettled + intake.waitingBytes())) {
      case PAUSE -> {
        meters.paused();
        running().source().pause(Set.copyOf(intake.lanes().keySet()));
      }
      case RESUME -> {
        meters.resumed();
        running().source().resume(intake.flowing());
      }
      case NONE -> {}
    }
    if (stopping && unsettled == 0) {
      drained.tryComplete();
    }
  }

  private void failed(String message) {
    failedLine("datasource " + datasource.name() + ": " + message);
  }

  private void failedLine(String line) {
    if (!described.tryFail(new StartException(line))) {
      fatal.accept(line);
    }
  }

  @Override
  public Future<?> stop() {
    Wired now = wired;
    if (now == null) {
      return Future.succeededFuture();
    }
    stopping = true;
    meters.stopping();
    intake.lanes().values().forEach(PartitionLane::sealAll);
    vertx.setTimer(
        settings.drainTimeout().toMillis(),
        timer -> {
          if (drained.tryComplete()) {
            log.warn(
                "datasource {}: {} bytes had no verdict in time and will be read again",
                datasource.name(),
                now.unsettledBytes());
          }
        });
    watchLoad();
    return drained
        .future()
        .compose(v -> now.commits().all())
        .recover(failure -> Future.succeededFuture())
        .compose(v -> now.source().close())
        .compose(v -> now.uplink().close());
  }

  /** Rebalances, as the source tells them. */
  private final class OnAssignment implements KafkaSource.Assignment {

    @Override
    public void assigned(Map<Integer, Long> starts) {
      Encoding now = encoding;
      if (now == null) {
        throw new IllegalStateException("assigned before the table was described");
      }
      log.info("datasource {}: assigned {}", datasource.name(), starts);
      starts.forEach(
          (partition, start) ->
              intake.lanes().put(partition, new PartitionLane(partition, start, now.shared())));
      if (gate.isClosed()) {
        running().source().pause(starts.keySet());
      }
    }

    @Override
    public void revoked(Set<Integer> partitions) {
      log.info("datasource {}: revoked {}", datasource.name(), partitions);
      for (Integer partition : partitions) {
        running().dispatch().forget(partition);
        PartitionLane lane = intake.lanes().remove(partition);
        if (lane != null) {
          running().settlement().abandon(lane);
        }
      }
      watchLoad();
    }
  }

  /** What the gatherer says. */
  private final class OnUplink implements UplinkEvents {
    private @Nullable SessionLimits limits;

    @Override
    public void welcomed(SessionLimits newLimits) {
      limits = newLimits;
      meters.welcomed();
      Encoding made = encoding;
      if (made != null && !made.fits(newLimits)) {
        failed(
            FailureCode.GATHERER_SHRUNK.line(
                "the gatherer now accepts smaller batches than those that were made for it"));
      }
    }

    @Override
    public void described(TableLink table, TableAnswer.Columns columns) {
      SessionLimits known = limits;
      if (table.role() == TableRole.QUARANTINE || known == null) {
        return;
      }
      TablePlan plan;
      try {
        plan = TablePlan.match(datasource, columns);
      } catch (TableMismatchException e) {
        Pipeline.this.failedLine(FailureCode.TABLE_UNFIT.tag(String.valueOf(e.getMessage())));
        return;
      }
      Encoding before = encoding;
      if (before == null) {
        encoding =
            Encoding.of(
                plan,
                new Encoding.Bounds(known, settings),
                running().provenance(),
                running().dispatch());
      } else if (!before.layout().layout().equals(plan.layout())) {
        // What is encoded already goes out with the columns it was encoded for.
        intake.lanes().values().forEach(PartitionLane::sealAll);
        encoding = before.with(plan, running().provenance());
        log.info("datasource {}: the table has changed", datasource.name());
      }
      running().growth().described(columns.columns(), plan);
      described.tryComplete();
    }

    @Override
    public void settled(Batch batch, Verdict verdict) {
      meters.answered(verdict);
      running().settlement().settled(batch, verdict);
      watchLoad();
    }

    @Override
    public void deferred(Verdict.Deferred verdict) {
      meters.answered(verdict);
    }

    @Override
    public void moved() {
      watchLoad();
    }

    @Override
    public void unfit(TableLink table, String message) {
      if (table.role() != TableRole.ROWS || !running().growth().unfit(message)) {
        Pipeline.this.failed(FailureCode.TABLE_UNFIT.tag(message));
      }
    }

    @Override
    public void failed(String message) {
      Pipeline.this.failed(message);
    }
  }
}
