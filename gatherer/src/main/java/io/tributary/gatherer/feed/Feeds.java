package io.tributary.gatherer.feed;

import io.tributary.gatherer.spool.SpoolUsage;
import io.tributary.protocol.datafile.Datasource;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of all datasources, spread over event loops.
 *
 * <p>Any thread.
 */
public final class Feeds {
  private static final long TICK_MILLIS = 1_000;

  private final FeedTools tools;
  private final List<Datasource> datasources;
  private final Map<String, TableFeed> feeds = new ConcurrentHashMap<>();
  private final Map<TableFeed, Context> loops = new ConcurrentHashMap<>();
  private final Backlog backlog;
  private final Promise<Void> recovered = Promise.promise();

  public Feeds(FeedTools tools, List<Datasource> datasources) {
    this.tools = tools;
    this.datasources = List.copyOf(datasources);
    this.backlog = new Backlog(tools);
  }

  /**
   * Begins: asks what the tables are like, and sends what is in the spool. Completes at once with
   * respect to both.
   *
   * @param count of loops, 1 or more
   */
  public Future<Void> start(int count) {
    AtomicInteger next = new AtomicInteger();
    return tools
        .vertx()
        .deployVerticle(
            () -> new Loop(next.getAndIncrement(), count),
            new DeploymentOptions().setInstances(count))
        .onSuccess(
            deployed -> {
              var unused = backlog.read(feeds::get).onSuccess(this::recover);
            })
        .mapEmpty();
  }

  /**
   * Completes when rows can be taken for each datasource.
   *
   * @param patience it completes then, whether or not that is so
   */
  public Future<Void> ready(Duration patience) {
    return Future.all(all().stream().map(TableFeed::ready).toList())
        .<Void>mapEmpty()
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  private void recover(Map<TableFeed, List<TableFeed.Recovered>> found) {
    found.forEach((feed, openings) -> onLoop(feed, () -> openings.forEach(feed::recover)));
    recovered.complete();
  }

  private void onLoop(TableFeed feed, Runnable what) {
    Context loop = loops.get(feed);
    if (loop != null) {
      loop.runOnContext(hop -> what.run());
    }
  }

  /** The feed of a datasource; null without one. */
  public @Nullable TableFeed feed(String datasource) {
    return feeds.get(datasource);
  }

  /** All of them. */
  public List<TableFeed> all() {
    return List.copyOf(feeds.values());
  }

  /** Completes when all rows that were taken for a datasource before are stored. */
  public Future<Void> stored(TableFeed feed) {
    return recovered.future().compose(all -> feed.stored());
  }

  /** Entries of the spool that could not be read any more since the start. */
  public long lostEntries() {
    return backlog.lostEntries() + all().stream().mapToLong(TableFeed::lostEntries).sum();
  }

  /** Begins nothing more; what is with the tables goes on. */
  public Future<Void> stop() {
    return each(TableFeed::stop);
  }

  /** Lets go of the tables. */
  public Future<Void> close() {
    return each(
        feed -> {
          feed.tick(false);
          feed.close();
        });
  }

  private Future<Void> each(Consumer<TableFeed> step) {
    List<Future<Void>> steps = new ArrayList<>();
    for (TableFeed feed : all()) {
      Promise<Void> done = Promise.promise();
      onLoop(
          feed,
          () -> {
            step.accept(feed);
            done.complete();
          });
      steps.add(done.future());
    }
    return Future.join(steps).mapEmpty();
  }

  private final class Loop extends VerticleBase {
    private final int number;
    private final int count;

    Loop(int number, int count) {
      this.number = number;
      this.count = count;
    }

    @Override
    public Future<?> start() {
      List<TableFeed> mine = new ArrayList<>();
      for (int i = number; i < datasources.size(); i += count) {
        TableFeed feed = new TableFeed(context, datasources.get(i), tools);
        mine.add(feed);
        loops.put(feed, context);
        feeds.put(feed.name(), feed);
        feed.start();
      }
      vertx.setPeriodic(
          TICK_MILLIS,
          tick -> {
            SpoolUsage usage = tools.spool().usage();
            boolean wasted = usage.wastedBytes() > usage.boundBytes() / 2;
            mine.forEach(feed -> feed.tick(wasted));
          });
      return Future.succeededFuture();
    }
  }
}
