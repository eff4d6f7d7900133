package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.insert.TableActivity.Seen;
import io.tributary.gatherer.insert.TableActivity.Unseen;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import io.tributary.service.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Inserts that run, as ClickHouse lists them. On the sandbox's, whose queries can be slow. */
final class RunningInsertsIT {
  private static final ClickHouseServer CLICK_HOUSE = Sandbox.shared().clickHouse();
  private static final Vertx VERTX = Vertx.vertx();
  private static final UUID INCARNATION = UUID.randomUUID();
  private static final ClickHouseClient CLIENT = client(CLICK_HOUSE.url());

  private static RunningInserts running(ClickHouseClient client) {
    return new RunningInserts(
        client, "running_it", get(ServerSettings.ask(VERTX, CLIENT, Duration.ofSeconds(10))));
  }

  @BeforeAll
  static void createTable() {
    CLICK_HOUSE.createDatabase("running_it");
    CLICK_HOUSE.query("CREATE TABLE running_it.t (n UInt64) ENGINE = MergeTree ORDER BY n");
  }

  @AfterAll
  static void close() {
    get(CLIENT.close());
    get(VERTX.close());
  }

  @Test
  void aRunningInsertIsListedAndCanBeEnded() {
    RunningInserts running = running(CLIENT);
    InsertComment comment = new InsertComment("g", INCARNATION, "token-1", "running_it.t");
    Future<QueryAnswer> insert =
        CLIENT.query(
            "INSERT INTO running_it.t SELECT number + sleepEachRow(0.1) FROM numbers(1000)"
                + " SETTINGS max_block_size = 1",
            Map.of(
                "log_comment",
                comment.toString(),
                "function_sleep_max_microseconds_per_block",
                "0"),
            Duration.ofSeconds(60));
    Seen seen = awaitRunning(running, true);
    assertEquals(List.of(comment), seen.inserts().stream().map(RunningInsert::comment).toList());
    assertTrue(Math.abs(seen.serverMillis() - System.currentTimeMillis()) < 10_000);
    assertTrue(seen(running, "s").inserts().isEmpty());

    get(running.kill(seen.inserts().getFirst().queryId()));
    awaitRunning(running, false);
    assertEquals(394, assertInstanceOf(QueryAnswer.Unreachable.class, get(insert)).code());
  }

  @Test
  void aClickHouseThatIsAwayShowsNothing() {
    ClickHouseClient nobody = client("http://127.0.0.1:1");
    assertInstanceOf(Unseen.class, get(running(nobody).ask("t")));
    get(nobody.close());
  }

  private static Seen awaitRunning(RunningInserts running, boolean wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Seen seen = seen(running, "t");
    while (seen.runs("token-1") != wanted) {
      assertTrue(System.nanoTime() < deadline, () -> "runs should become " + wanted);
      LockSupport.parkNanos(20_000_000);
      seen = seen(running, "t");
    }
    return seen;
  }

  private static Seen seen(RunningInserts running, String table) {
    return assertInstanceOf(Seen.class, get(running.ask(table)));
  }

  private static ClickHouseClient client(String url) {
    return new ClickHouseClient(
        VERTX,
        new ClickHouseSettings(
            URI.create(url),
            "",
            new Secret(""),
            "running_it",
            2,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60)));
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(70, TimeUnit.SECONDS).join();
  }
}
