package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.insert.InsertOutcome.Stored;
import io.tributary.gatherer.insert.InsertOutcome.TableChanged;
import io.tributary.gatherer.insert.InsertOutcome.Unavailable;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import io.tributary.service.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ClickHouse makes of the statements of exactly-once inserts. */
final class ExactInsertIT {
  private static final ClickHouseServer CLICK_HOUSE = Sandbox.shared().clickHouse();
  private static final Vertx VERTX = Vertx.vertx();
  private static final long NEVER = 4_000_000_000_000L;
  private static final Layout LAYOUT =
      new Layout(
          List.of(
              new LayoutColumn("__topic", "LowCardinality(String)", false),
              new LayoutColumn("__partition", "Int16", false),
              new LayoutColumn("__offset", "Int64", false),
              new LayoutColumn("__run", "UInt32", false),
              new LayoutColumn("tail", "UInt32", false)));
  private static final BatchOrigin NOBODY =
      new BatchOrigin() {
        @Override
        public void settled(List<Batch> batches, Verdict verdict) {}

        @Override
        public void tableChanged() {}
      };
  private static final ClickHouseClient CLIENT =
      new ClickHouseClient(
          VERTX,
          new ClickHouseSettings(
              URI.create(CLICK_HOUSE.url()),
              "",
              new Secret(""),
              "exact_it",
              2,
              Duration.ofSeconds(5),
              Duration.ofSeconds(60)));

  private static ServerSettings server;
  private static Inserter inserter;
  private UUID uuid = new UUID(0, 0);
  private int token;

  @BeforeAll
  static void connect() {
    CLICK_HOUSE.createDatabase("exact_it");
    server = get(ServerSettings.ask(VERTX, CLIENT, Duration.ofSeconds(10)));
    inserter = new Inserter(CLIENT, "exact_it", "g", UUID.randomUUID(), server);
  }

  @AfterAll
  static void close() {
    get(CLIENT.close());
    get(VERTX.close());
  }

  @BeforeEach
  void createTable() {
    CLICK_HOUSE.query("DROP TABLE IF EXISTS exact_it.t");
    CLICK_HOUSE.query(
        "CREATE TABLE exact_it.t (__topic LowCardinality(String), __partition Int16,"
            + " __offset Int64, __run UInt32, tail UInt32) ENGINE = MergeTree ORDER BY __offset");
    uuid =
        UUID.fromString(
            CLICK_HOUSE
                .query("SELECT uuid FROM system.tables WHERE database = 'exact_it' AND name = 't'")
                .strip());
  }

  private Insert insert(Insert.Form form, long first, int count) {
    Buffer rows = Buffer.buffer();
    for (int i = 0; i < count; i++) {
      rows.appendByte((byte) 1)
          .appendString("x")
          .appendShortLE((short) 3)
          .appendLongLE(first + i)
          .appendIntLE(-5)
          .appendIntLE(9);
    }
    Batch batch =
        new Batch(
            new Batch.Sender(
                NOBODY,
                new Writer(new SourcePartition("x", 3, -5), 1, Guarantee.EXACTLY_ONCE, uuid),
                1,
                0),
            LAYOUT,
            LAYOUT.fingerprint(),
            RowsKind.FRESH,
            new OffsetRange(first, first + count - 1),
            count,
            Payload.kept(rows),
            0);
    return new Insert("token" + token++, List.of(batch), form);
  }

  private static StartCondition condition(long deadlineMillis, UUID table) {
    return new StartCondition(deadlineMillis, table, () -> false);
  }

  private static InsertOutcome run(Insert insert, StartCondition condition) {
    return get(inserter.insertExactly("t", insert, List.of(), PartitionLimit.SERVERS, condition));
  }

  private static String content() {
    return CLICK_HOUSE
        .query("SELECT count(), uniqExact(__offset), sum(tail) FROM exact_it.t")
        .strip();
  }

  @Test
  void anInsertThatBeginsAfterItsDeadlineStoresNothing() {
    InsertOutcome outcome = run(insert(Insert.Form.FRESH, 0, 1_000), condition(1, uuid));
    assertEquals(395, assertInstanceOf(Unavailable.class, outcome).code());
    assertEquals("0\t0\t0", content());
  }

  @Test
  void anInsertThatGetsItsConnectionTooLateIsNotSent() {
    for (int i = 0; i < 5; i++) {
      InsertOutcome late =
          run(insert(Insert.Form.FRESH, 0, 10), new StartCondition(NEVER, uuid, () -> true));
      assertTrue(late.isUnsent(), late.toString());
    }
    assertInstanceOf(
        Stored.class, run(insert(Insert.Form.FRESH, 0, 10), condition(NEVER, uuid)), "free again");
  }

  @Test
  void anotherTableOfThatNameGetsNothing() {
    InsertOutcome outcome =
        run(insert(Insert.Form.FRESH, 0, 1_000), condition(NEVER, UUID.randomUUID()));
    assertEquals(395, assertInstanceOf(TableChanged.class, outcome).code());
    assertEquals("0\t0\t0", content());
  }

  @Test
  void aFillStoresWhatIsMissing() {
    StartCondition condition = condition(NEVER, uuid);
    assertInstanceOf(Stored.class, run(insert(Insert.Form.FRESH, 0, 100), condition));
    assertInstanceOf(Stored.class, run(insert(Insert.Form.FRESH, 120, 30), condition));
    assertInstanceOf(Stored.class, run(insert(Insert.Form.FILL, 50, 150), condition));
    assertEquals("200\t200\t1800", content());
    assertInstanceOf(Stored.class, run(insert(Insert.Form.FILL, 0, 200), condition));
    assertEquals("200\t200\t1800", content());
  }

  @Test
  void rowsThatSomebodyHasDeletedLightlyAreNotFilledAgain() {
    StartCondition condition = condition(NEVER, uuid);
    run(insert(Insert.Form.FRESH, 0, 100), condition);
    CLICK_HOUSE.query("DELETE FROM exact_it.t WHERE __offset < 10");
    assertInstanceOf(Stored.class, run(insert(Insert.Form.FILL, 0, 100), condition));
    assertEquals("90\t90\t810", content());
  }

  @Test
  void heldRowsAreCountedBetweenTheOffsets() {
    StartCondition condition = condition(NEVER, uuid);
    run(insert(Insert.Form.FRESH, 0, 100), condition);
    HeldRows held = new HeldRows(CLIENT, "exact_it", server, Duration.ofSeconds(10));
    assertEquals(OptionalLong.of(20), get(held.count("t", insert(Insert.Form.FILL, 80, 50))));
    assertEquals(
        OptionalLong.empty(), get(held.count("nowhere", insert(Insert.Form.FILL, 80, 50))));
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(70, TimeUnit.SECONDS).join();
  }
}
