package io.tributary.gatherer;

import io.tributary.gatherer.feed.FeedBudget;
import io.tributary.gatherer.feed.FeedMemory;
import io.tributary.gatherer.feed.Feeds;
import io.tributary.gatherer.feed.TableFeed;
import io.tributary.gatherer.http.EventsServer;
import io.tributary.gatherer.intake.IntakeCounts;
import io.tributary.gatherer.spool.Spool;
import io.tributary.gatherer.telemetry.EventsMetric;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** The meters of the Events API, of the spool and of what is between it and the tables. */
final class EventsMeters {
  private static final long LOOK_MILLIS = 1_000;

  private final Meters meters;
  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

  EventsMeters(Meters meters) {
    this.meters = meters;
  }

  void watchServer(Vertx vertx, EventsServer server) {
    var counts = server.counts();
    gauge(EventsMetric.HTTP_CONNECTIONS, counts::openConnections);
    gauge(EventsMetric.HTTP_MEMORY, server::memoryUsed);
    counter(EventsMetric.HTTP_BYTES, counts::receivedBytes);
    counter(EventsMetric.HTTP_CUT, counts::cutRequests);
    counter(EventsMetric.HTTP_REFUSED_CONNECTIONS, counts::refusedConnections);
    vertx.setPeriodic(
        LOOK_MILLIS,
        tick ->
            counts
                .answers()
                .keySet()
                .forEach(
                    status -> {
                      if (statuses.add(status)) {
                        counter(
                            EventsMetric.HTTP_REQUESTS,
                            () -> counts.answers().getOrDefault(status, 0L),
                            Integer.toString(status));
                      }
                    }));
  }

  void watchIntake(IntakeCounts counts) {
    counter(EventsMetric.HTTP_ROWS, counts::rows);
    counter(EventsMetric.HTTP_BAD_ROWS, counts::badRows);
    counter(EventsMetric.HTTP_REPLAYS, counts::replays);
    counter(EventsMetric.HTTP_LOST, counts::lostRows);
  }

  void watchSpool(Spool spool) {
    gauge(EventsMetric.SPOOL_BYTES, () -> spool.usage().usedBytes());
    gauge(EventsMetric.SPOOL_BOUND, () -> spool.usage().boundBytes());
    gauge(EventsMetric.SPOOL_UNSETTLED, () -> spool.usage().unsettled());
    gauge(EventsMetric.SPOOL_KEYS, () -> spool.usage().keys());
    counter(EventsMetric.SPOOL_KEYS_EVICTED, () -> spool.usage().evictedKeys());
    gauge(EventsMetric.SPOOL_DAMAGES, () -> spool.damages().size());
    gauge(EventsMetric.SPOOL_FAILING, () -> spool.problem().isPresent() ? 1 : 0);
  }

  void watchMemory(FeedMemory memory, FeedBudget budget) {
    gauge(EventsMetric.HTTP_BUFFERED, () -> memory.heldBytes() + budget.heldBytes());
  }

  void watchFeeds(Feeds feeds) {
    counter(EventsMetric.SPOOL_LOST, feeds::lostEntries);
    for (TableFeed feed : feeds.all()) {
      String table = feed.datasource().name();
      gauge(EventsMetric.SPOOL_WAITING, feed::unsettled, table);
      gauge(EventsMetric.SPOOL_STUCK, () -> feed.isFailing() ? 1 : 0, table);
    }
  }

  private void gauge(EventsMetric metric, DoubleSupplier value, String... labels) {
    var unused = meters.gauge(metric, value, labels);
  }

  private void counter(EventsMetric metric, DoubleSupplier value, String... labels) {
    var unused = meters.counter(metric, value, labels);
  }
}
