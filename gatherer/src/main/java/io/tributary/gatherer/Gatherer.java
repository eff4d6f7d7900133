package io.tributary.gatherer;

import io.tributary.gatherer.audit.AuditApi;
import io.tributary.gatherer.audit.Auditor;
import io.tributary.gatherer.audit.RecentInserts;
import io.tributary.gatherer.delivery.Delivery;
import io.tributary.gatherer.delivery.ExactlyOnceTools;
import io.tributary.gatherer.feed.FeedTools;
import io.tributary.gatherer.ingress.Ingress;
import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.ClickHouseSettings;
import io.tributary.gatherer.insert.HeldRows;
import io.tributary.gatherer.insert.Inserter;
import io.tributary.gatherer.insert.RunningInserts;
import io.tributary.gatherer.insert.ServerClock;
import io.tributary.gatherer.insert.ServerRefusal;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.ledger.Look;
import io.tributary.gatherer.ledger.TakeoverTools;
import io.tributary.gatherer.ledger.Takeovers;
import io.tributary.gatherer.quarantine.QuarantineApi;
import io.tributary.gatherer.schema.PartsCensus;
import io.tributary.gatherer.schema.TableCatalog;
import io.tributary.gatherer.table.PayloadMemory;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.management.ManagementServer;
import io.tributary.service.process.Service;
import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches from connectors, merges them by table, and inserts them into ClickHouse.
 *
 * <p><b>Failure semantics.</b> A row is acknowledged only after ClickHouse has stored it. What a
 * gatherer that ends has not acknowledged is still with the connectors, which send it again.
 *
 * <p>Thread: called from the main thread; sessions and tables live on event loops.
 */
final class Gatherer implements Service {
  private final Vertx vertx;
  private final GathererSettings settings;
  private final Meters meters = new Meters();
  private final GathererMeters gathererMeters = new GathererMeters(meters);
  private final ManagementServer management;
  private final ClickHouseClient clickHouse;
  private final ClickHouseClient lookClient;
  private final ClickHouseClient quarantineClient;
  private final ClickHouseClient auditClient;
  private volatile @Nullable QuarantineApi quarantine;
  private volatile @Nullable AuditApi audit;
  private volatile @Nullable Auditor auditor;
  private volatile @Nullable Ingress ingress;
  private final Optional<EventsService> events;
  private volatile Phase phase = Phase.STARTING;

  private enum Phase {
    STARTING,
    SERVING,
    STOPPING
  }

  Gatherer(Vertx vertx, GathererSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.clickHouse = new ClickHouseClient(vertx, settings.clickHouse());
    this.lookClient = new ClickHouseClient(vertx, settings.clickHouse());
    this.auditClient = new ClickHouseClient(vertx, settings.clickHouse());
    this.quarantineClient = new ClickHouseClient(vertx, quarantineSettings(settings.clickHouse()));
    this.events =
        settings
            .events()
            .map(
                rows ->
                    new EventsService(
                        vertx,
                        rows,
                        settings.ingress(),
                        new EventsService.Shown(meters, gathererMeters)));
    this.management =
        new ManagementServer(
                vertx,
                settings.management(),
                "GATHERER_MANAGEMENT_LISTEN",
                new ManagementServer.Sources(meters::page, this::notReady))
            .serveData(QuarantineApi.PATH, settings.ingress().token(), this::quarantine)
            .serveData(AuditApi.PATH, settings.ingress().token(), this::audit);
  }

  private void quarantine(HttpServerRequest request) {
    QuarantineApi serving = quarantine;
    if (serving == null) {
      request.response().setStatusCode(503).end("the gatherer starts\n");
    } else {
      serving.handle(request);
    }
  }

  private void audit(HttpServerRequest request) {
    AuditApi serving = audit;
    if (serving == null) {
      request.response().setStatusCode(503).end("{\"error\":\"the gatherer starts\"}");
    } else {
      serving.handle(request);
    }
  }

  private List<String> notReady() {
    return switch (phase) {
      case STARTING ->
          List.of("the gatherer starts and asks ClickHouse at " + settings.clickHouse().url());
      case SERVING -> {
        List<String> reasons = new ArrayList<>(gathererMeters.notReady());
        events.ifPresent(rows -> rows.problem().ifPresent(reasons::add));
        yield reasons;
      }
      case STOPPING -> List.of("the gatherer stops");
    };
  }

  @Override
  public Future<String> start() {
    Optional<String> misfit =
        PayloadMemory.misfit(settings.delivery().memory().boundBytes(), PayloadMemory.jvmBytes())
            .or(
                () ->
                    settings
                        .events()
                        .flatMap(rows -> rows.misfit(Runtime.getRuntime().maxMemory())));
    if (misfit.isPresent()) {
      return Future.failedFuture(new StartException(FailureCode.MEMORY_TOO_SMALL, misfit.get()));
    }
    meters.watchProcess();
    return management
        .start()
        .compose(
            managed ->
                ServerSettings.ask(vertx, clickHouse, settings.startupTimeout())
                    .recover(this::clickHouseIsMissing)
                    .compose(this::listen)
                    .map(listening -> started(listening, managed)));
  }

  /** Where it listens for connectors and, if it does, for producers. */
  private record Listening(int port, Optional<Address> http) {}

  private Future<Listening> listen(ServerSettings known) {
    String database = settings.clickHouse().database();
    RecentInserts inserts = new RecentInserts(settings.audit().recentInserts());
    Inserter inserter =
        new Inserter(
                clickHouse,
                database,
                settings.ingress().gatherer(),
                settings.ingress().incarnation(),
                known)
            .watchedBy(inserts);
    TableCatalog catalog = new TableCatalog(clickHouse, database, known);
    ServerClock clock = new ServerClock(clickHouse, new ClockListener());
    ExactlyOnceTools exactlyOnce = exactlyOnce(known, catalog, clock);
    Delivery delivery =
        new Delivery(vertx, inserter, exactlyOnce, settings.delivery(), gathererMeters);
    delivery.watchParts(new PartsCensus(clickHouse, database), settings.delivery().partsCheck());
    quarantine = quarantine(known, catalog);
    Auditor auditing = auditor(known);
    audit = new AuditApi(auditing, inserts, delivery);
    Takeovers takeovers = takeovers(known, delivery);
    Ingress accepting =
        new Ingress(
            settings.ingress(),
            catalog,
            new Ingress.Ends(delivery, takeovers, clock, auditing, gathererMeters));
    FeedTools.Ends ends = new FeedTools.Ends(catalog, delivery, takeovers, clock, auditing);
    ingress = accepting;
    Address listen = settings.ingress().listen();
    return clock
        .start(vertx)
        .recover(this::clickHouseIsMissing)
        .compose(
            measured ->
                accepting
                    .start(vertx, loops())
                    .recover(
                        cause ->
                            Future.failedFuture(
                                StartException.cannotListen(listen, "GATHERER_LISTEN", cause))))
        .compose(port -> events(ends).map(http -> new Listening(port, http)));
  }

  private Future<Optional<Address>> events(FeedTools.Ends ends) {
    return events.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : events.get().start(ends, loops());
  }

  private Auditor auditor(ServerSettings known) {
    Auditor auditing =
        new Auditor(
            vertx,
            auditClient,
            settings.clickHouse().database(),
            known,
            new Auditor.Tools(settings.audit(), gathererMeters.audit()));
    auditing.start();
    auditor = auditing;
    return auditing;
  }

  private ExactlyOnceTools exactlyOnce(
      ServerSettings known, TableCatalog catalog, ServerClock clock) {
    String database = settings.clickHouse().database();
    return new ExactlyOnceTools(
        clock,
        new RunningInserts(clickHouse, database, known),
        new HeldRows(lookClient, database, known, settings.takeovers().lookTimeout()),
        catalog::repeatsHeal,
        settings.delivery().killAfter());
  }

  private Takeovers takeovers(ServerSettings known, Delivery delivery) {
    String database = settings.clickHouse().database();
    TakeoverTools tools =
        new TakeoverTools(
            vertx,
            settings.ingress().incarnation(),
            new Lanes(delivery),
            new RunningInserts(clickHouse, database, known),
            new Look(vertx, lookClient, database, known, settings.takeovers().lookTimeout()),
            gathererMeters.claims());
    return new Takeovers(tools, settings.takeovers());
  }

  /** Connections of its own, so that a replay holds up neither rows nor questions of connectors. */
  private static ClickHouseSettings quarantineSettings(ClickHouseSettings rows) {
    Duration longest = Duration.ofSeconds(QuarantineApi.TIMEOUT_SECONDS);
    return new ClickHouseSettings(
        rows.url(),
        rows.user(),
        rows.password(),
        rows.database(),
        1,
        rows.connectTimeout(),
        rows.insertTimeout().compareTo(longest) < 0 ? rows.insertTimeout() : longest);
  }

  private QuarantineApi quarantine(ServerSettings known, TableCatalog catalog) {
    String database = settings.clickHouse().database();
    Inserter inserter =
        new Inserter(
            quarantineClient,
            database,
            settings.ingress().gatherer() + QuarantineApi.INSERTER,
            settings.ingress().incarnation(),
            known);
    return new QuarantineApi(quarantineClient, database, known, catalog, inserter);
  }

  private int loops() {
    return settings.workerLoops() == 0
        ? Runtime.getRuntime().availableProcessors()
        : settings.workerLoops();
  }

  private <T> Future<T> clickHouseIsMissing(Throwable cause) {
    if (cause instanceof ServerRefusal) {
      return Future.failedFuture(
          new StartException(
              "ClickHouse at %s does not let the gatherer in (%s): check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD, and what that user may do"
                  .formatted(settings.clickHouse().url(), cause.getMessage())));
    }
    return Future.failedFuture(
        new StartException(
            FailureCode.CLICKHOUSE_UNREACHABLE,
            "ClickHouse at %s gave no answer within %d s (%s)"
                .formatted(
                    settings.clickHouse().url(),
                    settings.startupTimeout().toSeconds(),
                    cause.getMessage())));
  }

  private String started(Listening listening, Address managed) {
    phase = Phase.SERVING;
    return "listen="
        + new Address(settings.ingress().listen().host(), listening.port())
        + " management="
        + managed
        + listening.http().map(http -> " http=" + http).orElse("");
  }

  @Override
  public Future<Void> stop() {
    phase = Phase.STOPPING;
    Ingress accepting = ingress;
    Auditor auditing = auditor;
    return events
        .map(rows -> rows.stopTaking(settings.drainTimeout().dividedBy(2)))
        .orElse(Future.succeededFuture())
        .transform(
            result ->
                accepting == null
                    ? Future.succeededFuture()
                    : accepting.stop(settings.drainTimeout()))
        .transform(result -> events.map(EventsService::close).orElse(Future.succeededFuture()))
        .transform(result -> auditing == null ? Future.succeededFuture() : auditing.stop())
        .transform(result -> auditClient.close())
        .transform(result -> clickHouse.close())
        .transform(result -> lookClient.close())
        .transform(result -> quarantineClient.close())
        .transform(result -> management.stop())
        .onComplete(result -> meters.close());
  }

  /** What take-overs need of the delivery. */
  private record Lanes(Delivery delivery) implements TakeoverTools.Lanes {
    @Override
    public Future<Void> fence(String table, SourcePartition source, long epoch) {
      return delivery.fence(table, source, epoch);
    }

    @Override
    public boolean follows(String token) {
      return delivery.follows(token);
    }
  }

  /** What the regular question for the time says about ClickHouse. */
  private final class ClockListener implements ServerClock.Listener {
    @Override
    public void heard() {
      gathererMeters.clickHouseHeard();
    }

    @Override
    public void unheard(String message) {
      gathererMeters.clickHouseUnheard(message);
    }
  }
}
