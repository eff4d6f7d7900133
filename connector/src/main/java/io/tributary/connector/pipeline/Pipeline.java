package io.tributary.connector.pipeline;

import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.kafka.RecordFetcher;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.kafka.TopicIdentity;
import io.tributary.connector.kafka.TopicWatch;
import io.tributary.connector.pipeline.Claims.SourceTopic;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.connector.uplink.UplinkSettings;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
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
  private final Startup startup;

  private final RecordFormat format;
  private final Intake intake =
      new Intake(
          new Intake.Hooks(
              lane -> running().partitions().settled(lane),
              this::prepare,
              partitions -> running().flow().hold(partitions),
              partitions -> running().flow().release(partitions)));
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
      HeldPartitions partitions,
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
    this.startup = new Startup(datasource.name(), settings.startTimeout(), ends.fatal());
  }

  @Override
  public Future<?> start() {
    return TopicIdentity.of(vertx, sourceSettings)
        .compose(
            topic ->
                TopicWatch.start(vertx, sourceSettings, topic).map(watch -> wire(topic, watch)))
        .compose(
            uplink -> {
              vertx.setTimer(settings.startTimeout().toMillis(), timer -> startup.timedOut(uplink));
              return startup.described();
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
    Uplink uplink = new Uplink(vertx, uplinkSettings, datasource.name(), events());
    uplink.start();
    TableLink rows =
        uplink.table(TableRole.ROWS, TablePlan.definition(datasource, topic.partitions()));
    HeldPartitions partitions = partitions();
    KafkaSource source = new KafkaSource(vertx, sourceSettings, partitions, meters.lag());
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
            new Claims.Hooks(
                partitions::held, partitions::released, meters::denied, startup::failed));
    wired =
        new Wired(
            topic,
            watch,
            uplink,
            table(topic, dispatch),
            new TableGrowth(uplink, rows, settings.maxAddedColumns()),
            dispatch,
            settlement(dispatch, claims, partitions),
            partitions,
            source,
            new FlowControl(new PauseGate(settings.maxUnsettledBytes()), source, intake, meters),
            new PollLoop(
                vertx,
                sourceSettings,
                source::poll,
                meters,
                settings.pollInterval(),
                new PollLoop.Hooks(
                    records -> take(now -> intake.take(records, now)),
                    this::stopped,
                    startup::failed)),
            claims,
            new CommitLoop(
                datasource.name(),
                new CommitLoop.Ends(source, watch, meters),
                intake.lanes(),
                settings.renewNanos(),
                new CommitLoop.Hooks(dispatch::report, claims::proved, startup::failed)));
    return uplink;
  }

  private GathererEvents events() {
    return new GathererEvents(
        () -> {
          Wired now = running();
          return new GathererEvents.Listeners(
              now.table(), now.growth(), now.claims(), now.settlement(), now.flow());
        },
        meters,
        new GathererEvents.Hooks(this::moveWhenEmpty, this::watchLoad, startup::failed));
  }

  private HeldPartitions partitions() {
    return new HeldPartitions(
        datasource.name(),
        intake.lanes(),
        () -> {
          Wired now = running();
          return new HeldPartitions.Ends(
              now.source(), now.claims(), now.dispatch(), now.settlement(), now.flow());
        },
        meters,
        new HeldPartitions.Hooks(this::encoding, this::watchLoad, this::stopped));
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
            startup::failedLine));
  }

  private void guaranteed(GuaranteeChoice choice, UUID table) {
    meters.guaranteed(choice.guarantee());
    running().claims().ready(choice.guarantee(), table);
    startup.described(table);
  }

  private Settlement settlement(Dispatch dispatch, Claims claims, HeldPartitions partitions) {
    return new Settlement(
        dispatch,
        new RecordFetcher(vertx, sourceSettings)::fetch,
        this::encoding,
        meters,
        new Settlement.Hooks(partitions::settled, claims::again, startup::failed));
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
    orEnd(() -> taking.accept(now));
  }

  /** Does it, or ends the pipeline. */
  private void orEnd(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      notTaken(e);
    }
    watchLoad();
  }

  /** Records were polled and not taken, so nothing behind them may be committed any more. */
  private void notTaken(Throwable cause) {
    broken = true;
    log.error("datasource {}: records cannot be taken", datasource.name(), cause);
    startup.failed(FailureCode.RECORDS_NOT_TAKEN.line("records cannot be taken: " + cause));
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
    orEnd(() -> intake.lanes().values().forEach(lane -> lane.sealOlderThan(ageNanos, nowNanos)));
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

  /** A better gatherer answers, and is gone to as soon as nothing is under way. */
  private void moveWhenEmpty() {
    FlowControl flow = running().flow();
    if (stopping || flow.isStopping()) {
      return;
    }
    // Nothing under way means that the next claims say "released", and nobody has to wait.
    int stop = flow.stopUntilEmpty(running().uplink()::reconnect);
    vertx.setTimer(settings.leaseMillis(), timer -> flow.giveUp(stop));
    watchLoad();
  }

  /** An operator has to decide: about offsets, or about another topic of the same name. */
  private void stopped(String line) {
    running().watch().behind(line).onSuccess(startup::failedLine);
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
}
