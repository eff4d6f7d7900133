package io.tributary.gatherer.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.delivery.Delivery.DeliverySettings;
import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.ClickHouseSettings;
import io.tributary.gatherer.insert.HeldRows;
import io.tributary.gatherer.insert.Inserter;
import io.tributary.gatherer.insert.RetrySchedule;
import io.tributary.gatherer.insert.RunningInserts;
import io.tributary.gatherer.insert.ServerClock;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.CreditLimits;
import io.tributary.gatherer.table.FlushLimits;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.Writer;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import io.tributary.service.settings.Secret;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches of writers that have lost their partition, wherever they are. */
final class FenceIT {
  private static final ClickHouseServer CLICK_HOUSE = Sandbox.shared().clickHouse();
  private static final Vertx VERTX = Vertx.vertx();
  private static final SourcePartition SOURCE = new SourcePartition("topic", 0, 7);
  private static final Layout LAYOUT =
      new Layout(
          List.of(
              new LayoutColumn("__topic", "LowCardinality(String)", false),
              new LayoutColumn("__partition", "Int16", false),
              new LayoutColumn("__offset", "Int64", false),
              new LayoutColumn("__run", "UInt32", false)));
  private static final ClickHouseClient CLIENT =
      new ClickHouseClient(
          VERTX,
          new ClickHouseSettings(
              URI.create(CLICK_HOUSE.url()),
              "",
              new Secret(""),
              "fence_it",
              2,
              Duration.ofSeconds(5),
              Duration.ofSeconds(60)));
  private static final Context LOOP = VERTX.getOrCreateContext();

  private static ServerSettings server;
  private static ServerClock clock;

  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
  private long sequence;

  @BeforeAll
  static void connect() {
    CLICK_HOUSE.createDatabase("fence_it");
    server = get(ServerSettings.ask(VERTX, CLIENT, Duration.ofSeconds(10)));
    clock =
        new ServerClock(
            CLIENT,
            new ServerClock.Listener() {
              @Override
              public void heard() {}

              @Override
              public void unheard(String message) {}
            });
    get(clock.start(VERTX));
  }

  @AfterAll
  static void close() {
    get(CLIENT.close());
    get(VERTX.close());
  }

  private static Delivery delivery(Duration interval) {
    Delivery delivery =
        new Delivery(
            VERTX,
            new Inserter(CLIENT, "fence_it", "g", UUID.randomUUID(), server),
            new ExactlyOnceTools(
                clock,
                new RunningInserts(CLIENT, "fence_it", server),
                new HeldRows(CLIENT, "fence_it", server, Duration.ofSeconds(10)),
                table -> Future.succeededFuture(false),
                Duration.ofSeconds(30)),
            new DeliverySettings(
                new CreditLimits(10_000_000, 100_000, 100_000, 10, 1_000_000),
                new FlushLimits(1_000, 1_000_000, interval, interval),
                100,
                Duration.ofSeconds(1),
                new RetrySchedule(Duration.ofMillis(10), Duration.ofMillis(100)),
                Duration.ofSeconds(30)),
            new GathererMeters(new Meters()));
    delivery.addLoop(LOOP);
    return delivery;
  }

  private static UUID table(String table) {
    CLICK_HOUSE.query(
        "CREATE TABLE fence_it.%s (__topic LowCardinality(String), __partition Int16, __offset Int64, __run UInt32) ENGINE = MergeTree ORDER BY __offset"
            .formatted(table));
    return UUID.fromString(
        CLICK_HOUSE
            .query(
                "SELECT uuid FROM system.tables WHERE database = 'fence_it' AND name = '%s'"
                    .formatted(table))
            .strip());
  }

  private TableStream open(Delivery delivery, String table) {
    return onLoop(
        () ->
            delivery
                .open(
                    table,
                    TableRole.ROWS,
                    new TableStream.Sender() {
                      @Override
                      public void granted(long bytes) {}

                      @Override
                      public void settled(List<Batch> batches, Verdict verdict) {
                        batches.forEach(batch -> verdicts.add(verdict));
                      }

                      @Override
                      public void tableChanged() {}
                    })
                .orElseThrow());
  }

  private void send(TableStream stream, UUID table, long epoch, int rows) {
    Writer writer = new Writer(SOURCE, epoch, Guarantee.EXACTLY_ONCE, table);
    writer.renew(Long.MAX_VALUE / 2);
    long first = 1_000 * sequence;
    Buffer payload = Buffer.buffer();
    for (int i = 0; i < rows; i++) {
      payload
          .appendByte((byte) 5)
          .appendString("topic")
          .appendShortLE((short) 0)
          .appendLongLE(first + i)
          .appendIntLE(7);
    }
    Batch batch =
        new Batch(
            new Batch.Sender(stream, writer, 1, sequence++),
            LAYOUT,
            LAYOUT.fingerprint(),
            RowsKind.FRESH,
            new OffsetRange(first, first + rows - 1),
            rows,
            Payload.kept(payload),
            System.nanoTime());
    onLoop(
        () -> {
          stream.start();
          stream.spend(batch.credit());
          stream.accept(batch);
          return true;
        });
  }

  private static <T> T onLoop(Callable<T> work) {
    Promise<T> done = Promise.promise();
    LOOP.runOnContext(
        hop -> {
          try {
            done.complete(work.call());
          } catch (Exception e) {
            done.fail(e);
          }
        });
    return get(done.future());
  }

  private @Nullable Verdict verdict() throws InterruptedException {
    return verdicts.poll(20, TimeUnit.SECONDS);
  }

  private static String rows(String table) {
    return CLICK_HOUSE.query("SELECT count() FROM fence_it." + table).strip();
  }

  @Test
  void batchesThatWaitAndThoseThatComeLaterAreDropped() throws Exception {
    UUID uuid = table("waiting");
    Delivery delivery = delivery(Duration.ofMinutes(5));
    TableStream stream = open(delivery, "waiting");
    send(stream, uuid, 1, 10);
    send(stream, uuid, 3, 10);
    get(delivery.fence("waiting", SOURCE, 3));
    assertEquals(new Verdict.Fenced(3), verdict());
    send(stream, uuid, 2, 10);
    assertEquals(new Verdict.Fenced(3), verdict());
    get(delivery.drain());
    assertEquals(new Verdict.Stored(), verdict());
    assertEquals("10", rows("waiting"));
  }

  @Test
  void aFenceIsRememberedBeforeTheFirstBatch() throws Exception {
    UUID uuid = table("early");
    Delivery delivery = delivery(Duration.ofMillis(10));
    get(delivery.fence("early", SOURCE, 3));
    send(open(delivery, "early"), uuid, 2, 10);
    assertEquals(new Verdict.Fenced(3), verdict());
  }

  @Test
  void theInsertThatRunsIsWaitedFor() throws Exception {
    UUID uuid = table("running");
    CLICK_HOUSE.query("CREATE TABLE fence_it.seen (n UInt64) ENGINE = Null");
    CLICK_HOUSE.query(
        "CREATE MATERIALIZED VIEW fence_it.slow TO fence_it.seen AS"
            + " SELECT toUInt64(__offset + sleepEachRow(0.1)) AS n FROM fence_it.running");
    Delivery delivery = delivery(Duration.ofMillis(10));
    TableStream stream = open(delivery, "running");
    send(stream, uuid, 1, 15);
    awaitRunning();
    Future<Void> other = delivery.fence("running", new SourcePartition("topic", 1, 7), 9);
    get(other);
    assertTrue(verdicts.isEmpty(), "the insert has ended too soon for this test");
    Future<Void> fenced = delivery.fence("running", SOURCE, 2);
    assertFalse(fenced.isComplete());
    get(fenced);
    assertEquals(new Verdict.Stored(), verdict());
    assertEquals("15", rows("running"));
  }

  private static void awaitRunning() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (CLICK_HOUSE
        .query(
            "SELECT count() FROM system.processes WHERE endsWith(Settings['log_comment'], '"
                + " table=fence_it.running')")
        .strip()
        .equals("0")) {
      assertTrue(System.nanoTime() < deadline, "no insert runs");
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
