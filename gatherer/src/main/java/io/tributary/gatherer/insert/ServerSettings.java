package io.tributary.gatherer.insert;

import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The settings that this ClickHouse knows; old servers refuse a statement with others.
 *
 * @param names of all settings
 */
public record ServerSettings(Set<String> names) {

  private static final long PAUSE_MILLIS = 250;

  public ServerSettings {
    names = Set.copyOf(names);
  }

  /** Asks until there is an answer; fails with the last reason when there was none in time. */
  public static Future<ServerSettings> ask(Vertx vertx, ClickHouseClient client, Duration timeout) {
    return ask(vertx, client, System.nanoTime() + timeout.toNanos());
  }

  private static Future<ServerSettings> ask(
      Vertx vertx, ClickHouseClient client, long deadlineNanos) {
    return client
        .query("SELECT name FROM system.settings FORMAT TabSeparated")
        .compose(
            answer ->
                switch (answer) {
                  case Result result ->
                      Future.succeededFuture(
                          new ServerSettings(result.body().lines().collect(Collectors.toSet())));
                  case Rejected rejected -> Future.failedFuture(rejected.message());
                  case Unreachable unreachable ->
                      System.nanoTime() - deadlineNanos >= 0
                          ? Future.failedFuture(unreachable.message())
                          : vertx
                              .timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                              .compose(again -> ask(vertx, client, deadlineNanos));
                });
  }
}
