package io.tributary.gatherer;

import io.tributary.gatherer.chunk.ChunkPool;
import io.tributary.gatherer.feed.DrainRate;
import io.tributary.gatherer.feed.FeedBudget;
import io.tributary.gatherer.feed.FeedMemory;
import io.tributary.gatherer.feed.FeedSettings;
import io.tributary.gatherer.feed.FeedTools;
import io.tributary.gatherer.feed.Feeds;
import io.tributary.gatherer.feed.WaitingRequests;
import io.tributary.gatherer.http.EventsServer;
import io.tributary.gatherer.ingress.IngressSettings;
import io.tributary.gatherer.intake.SpoolIntake;
import io.tributary.gatherer.spool.Spool;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows over HTTP: the Events API, the spool behind it, and the feeds from there to the
 * tables.
 *
 * <p><b>Failure semantics.</b> What was answered is in the spool until it is in its table, whatever
 * ends first.
 *
 * <p>Thread: called from the main thread.
 */
final class EventsService {
  /** Tables that are not described by then answer 503 for a while. */
  private static final Duration TABLES = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final EventsSettings settings;
  private final IngressSettings names;
  private final EventsMeters events;
  private final GathererMeters gathererMeters;
  private @Nullable Spool spool;
  private @Nullable Feeds feeds;
  private @Nullable EventsServer server;

  /** What is shown of it. */
  record Shown(Meters meters, GathererMeters gatherer) {}

  /**
   * @param names of this gatherer
   */
  EventsService(Vertx vertx, EventsSettings settings, IngressSettings names, Shown shown) {
    this.vertx = vertx;
    this.settings = settings;
    this.names = names;
    this.gathererMeters = shown.gatherer();
    this.events = new EventsMeters(shown.meters());
  }

  /**
   * Opens the spool and listens.
   *
   * @param loops 1 or more
   * @return where it listens, if it does
   */
  Future<Optional<Address>> start(FeedTools.Ends ends, int loops) {
    return Spool.open(vertx, settings.spool())
        .recover(
            cause ->
                Future.failedFuture(
                    new StartException(
                        FailureCode.SPOOL_UNUSABLE, String.valueOf(cause.getMessage()))))
        .compose(opened -> feed(opened, ends, loops))
        .compose(intake -> listen(intake, loops));
  }

  private Future<SpoolIntake.Loops> feed(Spool opened, FeedTools.Ends ends, int loops) {
    spool = opened;
    FeedTools tools =
        new FeedTools(
            vertx,
            opened,
            ends,
            new ChunkPool(settings.chunks()),
            new FeedMemory(settings.bufferBytes() / 2),
            new FeedBudget(settings.bufferBytes() / 2),
            new WaitingRequests(),
            new DrainRate(System.nanoTime()),
            gathererMeters,
            new FeedSettings(
                names.gatherer(),
                names.incarnation(),
                new SecureRandom().nextInt(),
                settings.chunks(),
                names.limits().maxQuarantineBatchBytes()));
    Feeds feeding = new Feeds(tools, settings.datasources());
    feeds = feeding;
    SpoolIntake.Loops intake = new SpoolIntake.Loops(feeding, tools);
    events.watchIntake(intake.counts());
    events.watchSpool(opened);
    events.watchMemory(tools.memory(), tools.budget());
    return feeding
        .start(loops)
        .compose(started -> feeding.ready(TABLES))
        .map(
            started -> {
              events.watchFeeds(feeding);
              return intake;
            });
  }

  private Future<Optional<Address>> listen(SpoolIntake.Loops intake, int loops) {
    if (settings.http().listen().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    EventsServer listening = new EventsServer(settings.http(), intake::onLoop);
    server = listening;
    events.watchServer(vertx, listening);
    return listening.start(vertx, loops).map(Optional::of);
  }

  /** Why no rows over HTTP can be taken now, one line. */
  Optional<String> problem() {
    Spool opened = spool;
    return opened == null ? Optional.empty() : opened.problem();
  }

  /**
   * Takes no more requests, and waits for those that have begun.
   *
   * @param patience how long
   */
  Future<Void> stopTaking(Duration patience) {
    EventsServer listening = server;
    Feeds feeding = feeds;
    Future<Void> stopped = listening == null ? Future.succeededFuture() : listening.stop(patience);
    return stopped.transform(result -> feeding == null ? Future.succeededFuture() : feeding.stop());
  }

  /** Lets the tables and the spool go. */
  Future<Void> close() {
    Feeds feeding = feeds;
    Spool opened = spool;
    Future<Void> closed = feeding == null ? Future.succeededFuture() : feeding.close();
    return closed.transform(result -> opened == null ? Future.succeededFuture() : opened.close());
  }
}
