package io.tributary.cli.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.workload.KafkaProject;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.service.settings.Address;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quarantined records become rows once their table takes them, each exactly once. */
class ReplayIT {
  private static final TestClickHouse SQL = TestServers.shared().clickHouse();
  private static final RowChoice ALL = new RowChoice(null, null, null, null);
  private static final String META =
      """
      `__value` String, `__topic` LowCardinality(String), `__partition` %s, `__offset` Int64,
      `__timestamp` %s, `__key` String, `__run` UInt32
      """;

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  private static Path work;

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private static ServiceUnderLoad gatherer;

  @SuppressWarnings("NullAway.Init")
  private static GathererClient client;

  @BeforeAll
  static void start() {
    SQL.createDatabase("replay");
    gatherer =
        ServiceUnderLoad.gatherer(
            work, SQL.url(), "replay", SQL.settings("GATHERER_TOKEN", "s3cret"));
    gatherer.start();
    client = new GathererClient(Address.parse(gatherer.management()), "s3cret");
  }

  @AfterAll
  static void stop() {
    client.close();
    gatherer.close();
  }

  @Test
  void recordsThatFitAnAlteredTableAreStoredOnce() throws Exception {
    Datasource datasource = datasource("events");
    tables("events", "");
    quarantine("events", 0, 300, "concat('{\"id\":', toString(number), ',\"amount\":\"many\"}')");
    quarantine("events", 5, 1, "'{\"id\":5,\"amount\":\"many\"}'");
    quarantine("events", 400, 1, "'{\"id\":400,'");
    quarantine("events", 401, 1, "repeat('x', 999)");

    ReplaySummary before = replay(datasource, Replay.Mode.DRY_RUN);
    assertEquals("would be replayed 0, already there 0, still bad 301, cut 1", before.line());
    assertTrue(before.problems().getFirst().line().contains("amount"), before.toString());

    SQL.query("ALTER TABLE replay.events MODIFY COLUMN amount String SETTINGS mutations_sync = 2");
    assertEquals(
        "would be replayed 300, already there 0, still bad 1, cut 1",
        replay(datasource, Replay.Mode.DRY_RUN).line());
    assertEquals("0\t0", state("events"));

    assertEquals(
        "replayed 300, already there 0, still bad 1, cut 1",
        replay(datasource, Replay.Mode.STORE).line());
    // Offset 5 was quarantined twice.
    assertEquals("300\t301", state("events"));
    assertEquals(
        "7\tmany\t1\tk7\t1700000007\t77",
        SQL.query(
            "SELECT id, amount, __partition, __key, toUnixTimestamp(__timestamp), __run"
                + " FROM replay.events WHERE __offset = 7 FORMAT TSV"));

    assertEquals(
        "replayed 0, already there 0, still bad 1, cut 1",
        replay(datasource, Replay.Mode.STORE).line());
    unmark("events");
    assertEquals(
        "replayed 0, already there 300, still bad 1, cut 1",
        replay(datasource, Replay.Mode.STORE).line());
    assertEquals("300\t301", state("events"));
  }

  @Test
  void rowsThatWereDeletedCanBeReplayedAgain() throws Exception {
    Datasource datasource = datasource("deleted");
    tables("deleted", "");
    quarantine("deleted", 0, 20, "concat('{\"id\":', toString(number), ',\"amount\":1}')");
    assertEquals(20, replay(datasource, Replay.Mode.STORE).replayed());
    SQL.query("ALTER TABLE replay.deleted DELETE WHERE 1 SETTINGS mutations_sync = 2");
    unmark("deleted");
    assertEquals(20, replay(datasource, Replay.Mode.STORE).replayed());
    assertEquals("20\t20", state("deleted"));
  }

  @Test
  void rowsOfOnePartitionThatWereDeletedCanBeReplayedAgain() throws Exception {
    Datasource datasource = datasource("split");
    tables("split", "", "MergeTree PARTITION BY id % 2 ORDER BY id");
    quarantine("split", 0, 20, "concat('{\"id\":', toString(number), ',\"amount\":1}')");
    assertEquals(20, replay(datasource, Replay.Mode.STORE).replayed());
    // With a partition ClickHouse forgets its tokens, with rows it does not.
    SQL.query("ALTER TABLE replay.split DROP PARTITION 0");
    SQL.query("ALTER TABLE replay.split DELETE WHERE id % 2 = 1 SETTINGS mutations_sync = 2");
    unmark("split");
    assertEquals(20, replay(datasource, Replay.Mode.STORE).replayed());
    assertEquals("20\t20", state("split"));
  }

  @Test
  void rowsThatAreMergedAwayCountAsStored() throws Exception {
    for (String engine : List.of("ReplacingMergeTree", "SummingMergeTree(amount)")) {
      String name = engine.substring(0, 3).toLowerCase(Locale.ROOT);
      Datasource datasource = datasource(name);
      tables(name, "", engine + " ORDER BY id");
      quarantine(name, 0, 20, "concat('{\"id\":', toString(number % 4), ',\"amount\":1}')");
      assertEquals(20, replay(datasource, Replay.Mode.STORE).replayed());
      assertEquals(
          engine.startsWith("Sum") ? "4\t20" : "4\t4",
          SQL.query("SELECT uniqExact(id), sum(amount) FROM replay.%s FINAL".formatted(name)));
    }
  }

  @Test
  void rowsThatClickHouseRefusesStayBad() throws Exception {
    Datasource datasource = datasource("limited");
    tables("limited", ", CONSTRAINT small CHECK amount < 10");
    quarantine(
        "limited",
        0,
        40,
        "concat('{\"id\":1,\"amount\":', toString(if(number IN (3, 33), 99, 1)), '}')");
    ReplaySummary summary = replay(datasource, Replay.Mode.STORE);
    assertEquals("replayed 38, already there 0, still bad 2, cut 0", summary.line());
    assertTrue(summary.problems().getFirst().line().contains("small"), summary.toString());
    assertEquals("38\t38", state("limited"));
  }

  @Test
  void recordsOfWhichAPartIsMissingAreNotStored() throws Exception {
    Datasource datasource = datasource("parts");
    tables("parts", "");
    quarantine("parts", 0, 5, "concat('{\"id\":', toString(number), ',\"amount\":1}')");
    alter("parts", "c__key_length = 5000 WHERE __offset = 1");
    alter("parts", "c__headers_left_out = 1 WHERE __offset = 2");
    // Of before there were lengths of keys.
    alter("parts", "c__key_length = NULL, __key = repeat('k', 4096) WHERE __offset = 3");
    alter("parts", "c__key_length = NULL WHERE __offset = 4");
    assertEquals(
        "replayed 2, already there 0, still bad 0, cut 3",
        replay(datasource, Replay.Mode.STORE).line());
    assertEquals(
        "0\n4", SQL.query("SELECT __offset FROM replay.parts ORDER BY __offset FORMAT TSV"));
  }

  @Test
  void headersCountForTheSizeOfAPage() throws Exception {
    Datasource datasource = datasource("headed");
    tables("headed", "");
    SQL.query("ALTER TABLE replay.headed_quarantine ADD COLUMN __headers Map(String, String)");
    quarantine("headed", 0, 8, "'{\"id\":1,\"amount\":1}'");
    alter("headed", "__headers = map('h', repeat(char(1), 1000000)) WHERE 1");
    assertEquals(
        "replayed 8, already there 0, still bad 0, cut 0",
        replay(datasource, Replay.Mode.STORE).line());
  }

  @Test
  void choiceLimitsWhatIsReplayedAndShown() throws Exception {
    Datasource datasource = datasource("chosen");
    tables("chosen", "");
    quarantine("chosen", 0, 20, "concat('{\"id\":', toString(number), ',\"amount\":1}')");
    RowChoice choice = new RowChoice("type error", 1, 4L, 9L);
    List<String> shown =
        new QuarantineView(client).rows("chosen", choice, 2, QuarantineView.Form.TEXT);
    assertEquals(
        List.of(
            "partition 1, offset 5, 2023-11-14 22:13:25, type error",
            "  key    k5",
            "  value  {\"id\":5,\"amount\":1}",
            "  error  it is wrong",
            "partition 1, offset 7, 2023-11-14 22:13:27, type error",
            "  key    k7",
            "  value  {\"id\":7,\"amount\":1}",
            "  error  it is wrong"),
        shown);
    assertEquals(
        3,
        new Replay(client, new ReplaySource(datasource, null), Replay.Mode.STORE, state -> {})
            .run(choice)
            .replayed());
    JsonObject count =
        new QuarantineView(client)
            .counts(QuarantineView.Form.JSON).stream()
                .map(JsonObject::new)
                .filter(row -> row.getString("datasource").equals("chosen"))
                .findFirst()
                .orElseThrow();
    assertEquals(20, count.getLong("rows"));
    assertEquals(3, count.getLong("replayed"));
    assertEquals("type error", count.getString("reason"));
  }

  @Test
  void secondReplayOfADatasourceIsRefused() {
    tables("busy", "");
    String id = new JsonObject(client.post("/busy/replays", Buffer.buffer())).getString("id");
    GathererException refused =
        assertThrows(GathererException.class, () -> client.post("/busy/replays", Buffer.buffer()));
    assertTrue(String.valueOf(refused.getMessage()).contains("goes on"), refused.getMessage());
    assertEquals("", client.get("/busy/replays/" + id + "/values").toString());
    client.delete("/busy/replays/" + id);
    assertProblem("/busy/replays/" + id + "/values", "this replay is over");
    new JsonObject(client.post("/busy/replays", Buffer.buffer()));
  }

  @Test
  void fewQuestionsAreAnsweredAtOnce() throws Exception {
    List<Socket> unfinished = new ArrayList<>();
    awaitCounts(
        said -> {
          if (said.contains("8 requests")) {
            return true;
          }
          unfinished.add(unfinishedLook());
          return false;
        });
    for (Socket socket : unfinished) {
      socket.close();
    }
    awaitCounts(String::isEmpty);
  }

  private static Socket unfinishedLook() {
    Address address = Address.parse(gatherer.management());
    try {
      Socket socket = new Socket(address.host(), address.port());
      socket
          .getOutputStream()
          .write(
              "POST /quarantine/busy/look HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer s3cret\r\nContent-Length: 9\r\n\r\n"
                  .formatted(address)
                  .getBytes(StandardCharsets.UTF_8));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitCounts(Predicate<String> wanted) {
    long start = System.nanoTime();
    while (!wanted.test(counts())) {
      assertTrue(System.nanoTime() - start < 10_000_000_000L, "waited for 10 s");
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** What the gatherer says instead of counts, empty for none. */
  private static String counts() {
    try {
      List<String> unused = new QuarantineView(client).counts(QuarantineView.Form.JSON);
      return "";
    } catch (GathererException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void withoutTheTokenNothingIsShown() {
    try (GathererClient stranger =
        new GathererClient(Address.parse(gatherer.management()), "guessed")) {
      GathererException refused =
          assertThrows(
              GathererException.class,
              () -> new QuarantineView(stranger).counts(QuarantineView.Form.TEXT));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("GATHERER_TOKEN"), refused.getMessage());
    }
  }

  @Test
  void whatCannotBeReplayedSaysWhy() {
    assertProblem("/nowhere/values", "no quarantine of nowhere");
    SQL.query(
        "CREATE TABLE replay.old_quarantine (__offset Int64, c__error Array(String),"
            + " insertion_date DateTime) ENGINE = MergeTree ORDER BY __offset");
    assertProblem("/old/values", "c__replayed");
    assertProblem("/old;drop/values", "no datasource has such a name");
  }

  private static void assertProblem(String path, String words) {
    String message =
        String.valueOf(assertThrows(GathererException.class, () -> client.get(path)).getMessage());
    assertTrue(message.contains(words), message);
  }

  private static ReplaySummary replay(Datasource datasource, Replay.Mode mode) {
    return new Replay(client, new ReplaySource(datasource, null), mode, state -> {}).run(ALL);
  }

  private static Datasource datasource(String name) throws Exception {
    Path folder =
        new KafkaProject(
                "nowhere:9092",
                name,
                """
                SCHEMA >
                    `id` UInt64 `json:$.id`,
                    `amount` UInt32 `json:$.amount`
                """,
                "",
                name,
                "readers",
                "earliest")
            .write(work.resolve(name));
    return Datafiles.load(folder, secret -> null).datasources().getFirst();
  }

  /** The table and its quarantine, as the connector has them made. */
  private static void tables(String name, String constraint) {
    tables(name, constraint, "MergeTree ORDER BY id");
  }

  private static void tables(String name, String constraint, String engine) {
    SQL.query(
        "CREATE TABLE replay.%s (`id` UInt64, `amount` UInt32, %s%s) ENGINE = %s SETTINGS non_replicated_deduplication_window = 1000"
            .formatted(name, META.formatted("Int16", "DateTime"), constraint, engine));
    SQL.query(
        """
        CREATE TABLE replay.%s_quarantine (`id` Nullable(String), `amount` Nullable(String), %s,
          `c__value_length` UInt64, `c__tombstone` UInt8,
          `c__key_length` Nullable(UInt64),
          `c__headers_left_out` UInt32, `c__error_column` Array(String), `c__error` Array(String),
          `c__reason` LowCardinality(String), `c__schema_id` Nullable(Int32),
          `c__import_id` String, `c__replayed` Nullable(DateTime),
          `insertion_date` DateTime DEFAULT now())
        ENGINE = MergeTree ORDER BY (__partition, __offset)
        """
            .formatted(name, META.formatted("Int32", "DateTime64(3)")));
  }

  /** Values of exactly 999 bytes are the beginnings of longer ones. */
  private static void quarantine(String name, int first, int count, String value) {
    SQL.query(
        """
        INSERT INTO replay.%s_quarantine (__value, __topic, __partition, __offset, __timestamp,
          __key, __run, c__value_length, c__key_length, c__error, c__reason)
        SELECT %s AS v, 'topic', number %% 2, number, toDateTime64(1700000000 + number, 3, 'UTC'),
          concat('k', toString(number)) AS __key, 77, if(length(v) = 999, 2000, length(v)),
          length(__key),
          ['it is wrong'], 'type error'
        FROM numbers(%d, %d)
        """
            .formatted(name, value, first, count));
  }

  private static void unmark(String name) {
    alter(name, "c__replayed = NULL WHERE 1");
  }

  private static void alter(String name, String update) {
    SQL.query(
        "ALTER TABLE replay.%s_quarantine UPDATE %s SETTINGS mutations_sync = 2"
            .formatted(name, update));
  }

  /** Rows in the table, all of them different, and rows marked in the quarantine. */
  private static String state(String name) {
    assertEquals(
        SQL.query("SELECT count() FROM replay." + name),
        SQL.query("SELECT uniqExact(__partition, __offset) FROM replay." + name));
    return SQL.query("SELECT count() FROM replay." + name)
        + "\t"
        + SQL.query(
            "SELECT countIf(isNotNull(c__replayed)) FROM replay.%s_quarantine".formatted(name));
  }
}
