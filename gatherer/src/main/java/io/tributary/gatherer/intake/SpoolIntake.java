package io.tributary.gatherer.intake;

import io.tributary.gatherer.feed.FeedTools;
import io.tributary.gatherer.feed.Feeds;
import io.tributary.gatherer.feed.TableFeed;
import io.tributary.gatherer.http.RowIntake;
import io.tributary.gatherer.spool.KeyHash;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Takes rows into the spool, for the requests of one event loop. */
public final class SpoolIntake implements RowIntake {
  private static final long LOOK_MILLIS = 500;
  private static final Duration STUCK = Duration.ofSeconds(30);

  private final Context loop;
  private final IntakeTools tools;
  private final Map<String, LoopTable> tables = new HashMap<>();

  /** Requests that hold memory. */
  private final Set<RequestRows> open = new LinkedHashSet<>();

  private SpoolIntake(Context loop, IntakeTools tools) {
    this.loop = loop;
    this.tools = tools;
    long unused =
        tools
            .tools()
            .vertx()
            .setPeriodic(
                LOOK_MILLIS,
                tick -> {
                  if (tools.tools().memory().isTight()) {
                    List.copyOf(open).forEach(RequestRows::relieve);
                  }
                });
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
    Optional<Busy> refusal = refusal(table, request);
    if (refusal.isPresent()) {
      return Optional.of(new UntakenRows(() -> Future.succeededFuture(refusal.get())));
    }
    if (request.key().isEmpty()) {
      return Optional.of(new RequestRows(table, tools, request, null, open));
    }
    KeyHash key = KeyedRequests.hash(request.caller(), request.datasource(), request.key().get());
    return Optional.of(
        switch (tools.keys().begin(key)) {
          case KeyedRequests.First(Promise<Outcome> outcome) ->
              new RequestRows(table, tools, request, new RequestRows.Keyed(key, outcome), open);
          case KeyedRequests.Repeat(Future<Outcome> first) ->
              new UntakenRows(() -> replay(feed, request.ack(), first));
        });
  }

  private Optional<Busy> refusal(LoopTable table, Request request) {
    if (!table.isReady()) {
      return Optional.of(Refusals.ofTable(table.feed().problem()));
    }
    if (!table.feed().refusal().isEmpty()) {
      return Optional.of(new Busy(STUCK, table.feed().refusal()));
    }
    if (request.ack() == Ack.STORED && !tools.tools().waiting().hasRoom()) {
      return Optional.of(
          new Busy(STUCK, "too many requests wait for their rows to be stored already"));
    }
    return Optional.empty();
  }

  private Future<Outcome> replay(TableFeed feed, Ack ack, Future<Outcome> first) {
    tools.counts().replayed();
    return first.compose(
        outcome -> {
          Outcome replay = KeyedRequests.replay(outcome);
          return ack == Ack.STORED && replay instanceof Replayed
              ? tools.tools().waiting().count(tools.feeds().stored(feed)).map(replay)
              : Future.succeededFuture(replay);
        });
  }
}
