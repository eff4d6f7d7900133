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
 * What this ClickHouse knows; old servers refuse a statement with other settings or functions.
 *
 * @param names of all settings
 * @param tableFunctions names of all table functions
 * @param zone time zone in which it reads and shows times of columns that do not name one
 */
public record ServerSettings(Set<String> names, Set<String> tableFunctions, String zone) {

  private static final long PAUSE_MILLIS = 250;

  private static final String FUNCTION = "()";

  private static final String ZONE = "zone ";

  private static final String QUESTION =
      "SELECT name FROM system.settings UNION ALL SELECT concat(name, '"
          + FUNCTION
          + "') FROM system.table_functions UNION ALL SELECT concat('"
          + ZONE
          + "', timezone()) FORMAT TabSeparated";

  /**
   * UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, AUTHENTICATION_FAILED: later they may pass,
   * but at the start somebody made a mistake.
   */
  private static final Set<Integer> NOT_LET_IN = Set.of(192, 193, 194, 516);

  public ServerSettings {
    names = Set.copyOf(names);
    tableFunctions = Set.copyOf(tableFunctions);
  }

  /** True when a statement can name the columns of its body, {@code FROM input('…')}. */
  public boolean readsInput() {
    return tableFunctions.contains("input");
  }

  /**
   * Asks until there is an answer; fails with the last reason when there was none in time, and with
   * a {@link ServerRefusal} when ClickHouse does not let the gatherer ask.
   */
  public static Future<ServerSettings> ask(Vertx vertx, ClickHouseClient client, Duration timeout) {
    return ask(vertx, client, System.nanoTime() + timeout.toNanos());
  }

  private static Future<ServerSettings> ask(
      Vertx vertx, ClickHouseClient client, long deadlineNanos) {
    return client
        .query(QUESTION)
        .compose(
            answer ->
                switch (answer) {
                  case Result result -> Future.succeededFuture(read(result.body()));
                  case Rejected rejected ->
                      Future.failedFuture(new ServerRefusal(rejected.message()));
                  case Unreachable unreachable when NOT_LET_IN.contains(unreachable.code()) ->
                      Future.failedFuture(new ServerRefusal(unreachable.message()));
                  case Unreachable unreachable ->
                      System.nanoTime() - deadlineNanos >= 0
                          ? Future.failedFuture(unreachable.message())
                          : vertx
                              .timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                              .compose(again -> ask(vertx, client, deadlineNanos));
                });
  }

  private static ServerSettings read(String body) {
    return new ServerSettings(
        body.lines()
            .filter(line -> !line.endsWith(FUNCTION) && !line.startsWith(ZONE))
            .collect(Collectors.toSet()),
        body.lines()
            .filter(line -> line.endsWith(FUNCTION))
            .map(line -> line.substring(0, line.length() - FUNCTION.length()))
            .collect(Collectors.toSet()),
        body.lines()
            .filter(line -> line.startsWith(ZONE))
            .map(line -> line.substring(ZONE.length()))
            .findFirst()
            .orElse(""));
  }
}
