package io.tributary.gatherer.intake;

import io.tributary.gatherer.feed.Acceptance;
import io.tributary.gatherer.feed.FeedTools;
import io.tributary.gatherer.feed.Feeds;
import io.tributary.gatherer.feed.TableFeed;
import io.tributary.gatherer.http.RowIntake;
import io.tributary.gatherer.spool.KeyHash;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Takes rows into the spool, for the requests of one event loop. */
public final class SpoolIntake implements RowIntake {
  private final Context loop;
  private final IntakeTools tools;
  private final Map<String, LoopTable> tables = new HashMap<>();

  private SpoolIntake(Context loop, IntakeTools tools) {
    this.loop = loop;
    this.tools = tools;
  }

  /** What all loops of a gatherer share. Any thread. */
  public static final class Loops {
    private final IntakeTools tools;

    public Loops(Feeds feeds, FeedTools tools) {
      this.tools =
          new IntakeTools(
              feeds, tools, new KeyedRequests(tools.spool()), new IntakeCounts(), new AtomicLong());
    }

    /** The intake of the event loop that it is called on. */
    public RowIntake onLoop() {
      return new SpoolIntake(
          ((ContextInternal) tools.tools().vertx().getOrCreateContext()).unwrap(), tools);
    }

    /** For metrics. */
    public IntakeCounts counts() {
      return tools.counts();
    }
  }

  @Override
  public Optional<Rows> begin(Request request) {
    TableFeed feed = tools.feeds().feed(request.datasource());
    if (feed == null) {
      return Optional.empty();
    }
    LoopTable table =
        tables.computeIfAbsent(request.datasource(), name -> new LoopTable(feed, loop, tools));
    if (!table.isReady()) {
      return Optional.of(
          new UntakenRows(() -> Future.succeededFuture(Refusals.ofTable(feed.problem()))));
    }
    if (request.key().isEmpty()) {
      return Optional.of(new RequestRows(table, tools, request, null, null));
    }
    KeyHash key = KeyedRequests.hash(request.datasource(), request.key().get());
    return Optional.of(
        switch (tools.keys().begin(key)) {
          case KeyedRequests.First(Promise<Outcome> outcome) ->
              new RequestRows(table, tools, request, key, outcome);
          case KeyedRequests.Repeat(Future<Outcome> first) ->
              new UntakenRows(() -> replay(request.ack(), key, first));
        });
  }

  private Future<Outcome> replay(Ack ack, KeyHash key, Future<Outcome> first) {
    tools.counts().replayed();
    return first.compose(
        outcome -> {
          Outcome replay = KeyedRequests.replay(outcome);
          Optional<Acceptance> open = tools.tools().keyed().of(key);
          if (ack != Ack.STORED || open.isEmpty() || replay instanceof Busy) {
            return Future.succeededFuture(replay);
          }
          return open.get().stored().map(SpoolIntake::replayed);
        });
  }

  private static Outcome replayed(Acceptance stored) {
    return new Replayed(new Accepted(stored.successfulRows(), stored.quarantinedRows(), List.of()));
  }
}
