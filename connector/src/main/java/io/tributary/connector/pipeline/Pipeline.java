package io.tributary.connector.pipeline;

import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.connector.decode.MetaFields;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.TablePlan;
import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.kafka.RecordFetcher;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.kafka.TopicIdentity;
import io.tributary.connector.kafka.TopicWatch;
import io.tributary.connector.pipeline.Claims.SourceTopic;
import io.tributary.connector.quarantine.QuarantineTable;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.connector.uplink.UplinkEvents;
import io.tributary.connector.uplink.UplinkSettings;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
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

  private final Datasource datasource;
  private final SourceSettings sourceSettings;
  private final UplinkSettings uplinkSettings;
  private final PipelineSettings settings;
  private final PipelineMeters meters;
  private final Consumer<String> fatal;

  private final RecordFormat format;
  private final Intake intake =
      new Intake(
          new Intake.Hooks(
              this::settled,
              this::prepare,
              partitions -> running().flow().hold(partitions),
              partitions -> running().flow().release(partitions)));
  private final Promise<UUID> described = Promise.promise();
  private final Promise<Void> drained = Promise.promise();

  private @Nullable Wired wired;
  private boolean stopping;
  private boolean broken;

  /** What exists once the pipeline has started. */
  private record Wired(
      TopicIdentity topic,
      TopicWatch watch,
      Uplink uplink,
      TargetTable table,
      TableGrowth growth,
      Dispatch dispatch,
      Settlement settlement,
      KafkaSource source,
      FlowControl flow,
      PollLoop polls,
      Claims claims,
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
  }

  @Override
  public Future<?> start() {
    return TopicIdentity.of(vertx, sourceSettings)
        .compose(
            topic ->
                TopicWatch.start(vertx, sourceSettings, topic).map(watch -> wire(topic, watch)))
        .compose(
            uplink -> {
              vertx.setTimer(settings.startTimeout().toMillis(), timer -> startTimedOut(uplink));
              return described.future();
            })
        .compose(
            table ->
                running()
                    .source()
                    .subscribe(
                        new KafkaSource.Goal(
                            running().topic().run(), table, settings.leaseMillis())))
        .onSuccess(v -> run());
  }

  private Uplink wire(TopicIdentity topic, TopicWatch watch) {
    Uplink uplink = new Uplink(vertx, uplinkSettings, datasource.name(), new OnUplink());
    uplink.start();
    TableLink rows =
        uplink.table(TableRole.ROWS, TablePlan.definition(datasource, topic.partitions()));
    KafkaSource source = new KafkaSource(vertx, sourceSettings, new OnAssignment(), meters.lag());
    Dispatch dispatch = new Dispatch(uplink, this::encoding, meters);
    Claims claims =
        new Claims(
            vertx,
            new Claims.Ends(source, watch, uplink, rows),
            new Claims.Terms(
                datasource.name(),
                new SourceTopic(sourceSettings.topic(), topic.run()),
                sourceSettings.groupId(),
                settings.leaseMillis()),
            new Claims.Hooks(this::held, this::released, meters::denied, this::failed));
    wired =
        new Wired(
            topic,
            watch,
            uplink,
            table(topic, dispatch),
            new TableGrowth(uplink, rows, settings.maxAddedColumns()),
            dispatch,
            settlement(dispatch, claims),
            source,
            new FlowControl(new PauseGate(settings.maxUnsettledBytes()), source, intake, meters),
            new PollLoop(
                vertx,
                sourceSettings,
                source,
                meters,
                new PollLoop.Hooks(
                    records -> take(now -> intake.take(records, now)),
                    this::stopped,
                    this::failed)),
            claims,
            new CommitLoop(
                datasource.name(),
                new CommitLoop.Ends(source, watch, meters),
                intake.lanes(),
                settings.renewNanos(),
                new CommitLoop.Hooks(dispatch::report, claims::proved, this::failed)));
    return uplink;
  }

  private TargetTable table(TopicIdentity topic, Dispatch dispatch) {
    return new TargetTable(
        new TargetTable.Terms(
            datasource,
            topic.hasId(),
            settings,
            new Encoding.Provenance(
                format,
                new MetaFields(sourceSettings.topic(), topic.run()),
                new QuarantineTable(datasource),
                uplinkSettings.importId()),
            dispatch),
        new TargetTable.Hooks(
            intake::settled,
            () -> intake.lanes().values().forEach(PartitionLane::sealAll),
            (columns, plan) -> running().growth().described(columns.columns(), plan),
            this::guaranteed,
            this::failedLine));
  }

  private void guaranteed(GuaranteeChoice choice, UUID table) {
    meters.guaranteed(choice.guarantee());
    running().claims().ready(choice.guarantee(), table);
    described.tryComplete(table);
  }

  private Settlement settlement(Dispatch dispatch, Claims claims) {
    return new Settlement(
        dispatch,
        new RecordFetcher(vertx, sourceSettings)::fetch,
        this::encoding,
        meters,
        new Settlement.Hooks(this::settled, claims::again, this::failed));
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
    return running().table().encoding();
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
    vertx.setPeriodic(settings.commitMillis(), timer -> running().commits().tick());
    vertx.setPeriodic(settings.lookInterval().toMillis(), timer -> running().growth().look());
    running().polls().start();
  }

  private void take(Consumer<Encoding> taking) {
    Encoding now = running().table().encodingOrNull();
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

  private void sealOld() {
    long nowNanos = System.nanoTime();
    long ageNanos = settings.batchInterval().toNanos();
    intake.lanes().values().forEach(lane -> lane.sealOlderThan(ageNanos, nowNanos));
    watchLoad();
  }

  private void settled(PartitionLane lane) {
    if (intake.lanes().get(lane.partition()) == lane) {
      publish(lane);
      if (lane.needsAnotherLook()) {
        running().claims().again(lane.partition(), 0);
      }
    }
  }

  private void publish(PartitionLane lane) {
    lane.holding().tenure().settled(lane.committable());
    running().source().settled(lane.partition(), lane.committable());
  }

  private void watchLoad() {
    long unsettled = running().unsettledBytes();
    meters.unsettled(unsettled);
    running().uplink().show(meters);
    running().flow().update(unsettled);
    if (stopping && unsettled == 0) {
      drained.tryComplete();
    }
  }

  /** An operator has to decide: about offsets, or about another topic of the same name. */
  private void stopped(String line) {
    running().watch().behind(line).onSuccess(this::failedLine);
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
    now.polls().stop();
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
        .compose(v -> now.commits().last())
        .recover(failure -> Future.succeededFuture())
        .compose(v -> now.source().close())
        .compose(v -> now.uplink().close())
        .compose(v -> now.watch().close());
  }

  /** How far each partition has come that is held now; empty before the start. Any thread. */
  public Future<List<ConnectorPositions.Partition>> positions() {
    Promise<List<ConnectorPositions.Partition>> found = Promise.promise();
    context.runOnContext(
        hop -> {
          Wired now = wired;
          found.complete(now == null ? List.of() : now.flow().positions(datasource.name()));
        });
    return found.future();
  }

  /** Rebalances, as the source tells them. */
  private final class OnAssignment implements KafkaSource.Assignment {

    @Override
    public void assigned(Map<Integer, Start> starts) {
      log.info("datasource {}: assigned {}", datasource.name(), starts.keySet());
      running().claims().assigned(starts);
    }

    @Override
    public void revoked(Set<Integer> partitions) {
      log.info("datasource {}: revoked {}", datasource.name(), partitions);
      partitions.forEach(Pipeline.this::released);
      running().claims().revoked(partitions);
    }

    @Override
    public void refused(String line) {
      stopped(line);
    }
  }

  /** A partition may be read. */
  private void held(Holding holding) {
    int partition = holding.partition();
    intake.lanes().put(partition, new PartitionLane(holding, encoding().shared()));
    log.info("datasource {}: partition {} from {}", datasource.name(), partition, holding.from());
    meters.held(intake.lanes().size());
    meters.offsetsHeld(holding.held().count());
    running().flow().release(Set.of(partition));
  }

  /** A partition may be read no more. */
  private void released(int partition) {
    PartitionLane lane = intake.lanes().remove(partition);
    if (lane != null) {
      meters.held(intake.lanes().size());
      running().source().pause(Set.of(partition));
      running().dispatch().report(lane);
      running().dispatch().forget(lane.holding().rows());
      running().settlement().abandon(lane);
      watchLoad();
    }
  }

  /** What the gatherer says. */
  private final class OnUplink implements UplinkEvents {
    @Override
    public void welcomed(SessionLimits limits) {
      meters.welcomed();
      running().table().welcomed(limits);
    }

    @Override
    public void described(TableLink table, TableAnswer.Columns columns) {
      switch (table.role()) {
        case ROWS -> running().table().described(columns);
        case QUARANTINE -> running().table().quarantineDescribed(columns.delivery());
      }
    }

    @Override
    public void betterGathererAnswers() {
      FlowControl flow = running().flow();
      if (stopping || flow.isStopping()) {
        return;
      }
      // Nothing under way means that the next claims say "released", and nobody has to wait.
      flow.stopUntilEmpty(running().uplink()::reconnect);
      vertx.setTimer(settings.leaseMillis(), timer -> flow.goOn());
      watchLoad();
    }

    @Override
    public void disconnected() {
      running().claims().disconnected();
      running().flow().goOn();
      watchLoad();
    }

    @Override
    public void opened(StreamLink stream, OpenAnswer answer) {
      running().claims().opened(stream, answer);
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
