package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.sandbox.HttpProbe.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClickHouseQueryIT {
  private static final ClickHouseServer SERVER = Sandbox.shared().clickHouse();
  private static final String RUNNING =
      "SELECT count() FROM system.processes WHERE Settings['log_comment'] = '%s'";
  private final HttpProbe http = new HttpProbe(SERVER.url());

  @BeforeAll
  static void database() {
    SERVER.createDatabase("queries");
  }

  @Test
  void answerCarriesTheServersHeaders() throws Exception {
    Answer answer = http.post(Map.of("query_id", "mine"), "SELECT 1 AS a FORMAT JSONEachRow");
    assertEquals(200, answer.status());
    assertEquals("{\"a\":1}\n", answer.body());
    assertEquals("mine", answer.header("X-ClickHouse-Query-Id"));
    assertEquals("JSONEachRow", answer.header("X-ClickHouse-Format"));
    assertEquals("UTC", answer.header("X-ClickHouse-Timezone"));
    assertEquals(1, answer.summary("result_rows"));
    assertTrue(answer.summary("elapsed_ns") > 0);
  }

  @Test
  void pingAndEmptyPathAnswerOk() throws Exception {
    assertEquals("Ok.\n", http.get("/ping").body());
    assertEquals("Ok.\n", http.get("/").body());
    assertEquals(404, http.get("/nothing").status());
  }

  @Test
  void getReadsButDoesNotWrite() throws Exception {
    assertEquals("1\n", http.get("/?query=SELECT%201").body());
    Answer refused = http.get("/?query=CREATE%20DATABASE%20nope");
    assertEquals("164", refused.header("X-ClickHouse-Exception-Code"), refused.body());
  }

  @Test
  void urlAndBodyMakeOneStatement() throws Exception {
    assertEquals("3\n", http.post(Map.of("query", "SELECT 1 +"), " 2").body());
  }

  @Test
  void errorsHaveStatusCodeAndText() throws Exception {
    error("SELEC 1", 400, 62);
    error("SELECT 1; SELECT 2", 400, 62);
    error("", 400, 62);
    error("SELECT * FROM queries.nope", 404, 60);
    error("SELECT * FROM nodb.nope", 404, 81);
    error("SELECT throwIf(1)", 500, 395);
    error("SELECT 1 SETTINGS no_such_setting = 1", 404, 115);
    ClickHouseException e =
        assertThrows(ClickHouseException.class, () -> SERVER.query("SELECT nope"));
    assertEquals(47, e.code());
  }

  private void error(String sql, int status, int code) throws Exception {
    Answer answer = http.post(Map.of(), sql);
    assertEquals(status, answer.status(), answer.body());
    assertEquals("" + code, answer.header("X-ClickHouse-Exception-Code"));
    assertTrue(answer.body().startsWith("Code: " + code + ". DB::Exception: "), answer.body());
    assertTrue(answer.body().endsWith("(official build))\n"), answer.body());
  }

  @Test
  void unknownSettingInTheUrlIsRefused() throws Exception {
    Answer answer = http.post(Map.of("no_such_setting", "1"), "SELECT 1");
    assertEquals(404, answer.status());
    assertEquals("115", answer.header("X-ClickHouse-Exception-Code"));
  }

  @Test
  void settingsAreOfOneRequestOnly() throws Exception {
    String read = "SELECT getSetting('max_block_size'), getSetting('log_comment') FORMAT TSVRaw";
    String standard = SERVER.query(read);
    for (int i = 0; i < 12; i++) {
      assertEquals(
          (1000 + i) + "\tit's " + i + "\n",
          http.post(Map.of("max_block_size", "" + (1000 + i), "log_comment", "it's " + i), read)
              .body());
      assertEquals(standard, SERVER.query(read));
    }
  }

  @Test
  void databaseAndSetAndUseAreOfOneRequestOnly() throws Exception {
    for (int i = 0; i < 12; i++) {
      assertEquals(
          "queries\n", http.post(Map.of("database", "queries"), "SELECT currentDatabase()").body());
      SERVER.query("USE queries");
      SERVER.query("SET log_comment = 'left behind'");
      assertEquals(
          "default", SERVER.query("SELECT currentDatabase(), getSetting('log_comment')").strip());
    }
  }

  @Test
  void parametersAreReplaced() throws Exception {
    assertEquals(
        "42\tit's\n",
        http.post(
                Map.of("param_x", "42", "param_s", "it's"),
                "SELECT {x:UInt32}, {s:String} FORMAT TSVRaw")
            .body());
    assertEquals(
        "456", http.post(Map.of(), "SELECT {x:UInt32}").header("X-ClickHouse-Exception-Code"));
  }

  @Test
  void manyQueriesAtATimeGetTheirOwnAnswers() throws Exception {
    SERVER.query("CREATE TABLE queries.many (a UInt64) ENGINE = MergeTree ORDER BY a");
    List<CompletableFuture<Answer>> selects = new ArrayList<>();
    List<CompletableFuture<Answer>> inserts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      selects.add(http.send(Map.of("log_comment", "c" + i), "SELECT getSetting('log_comment')"));
      inserts.add(http.send(Map.of(), "INSERT INTO queries.many VALUES (" + i + ")"));
    }
    for (int i = 0; i < 60; i++) {
      assertEquals("c" + i + "\n", selects.get(i).get(60, TimeUnit.SECONDS).body());
      assertEquals(200, inserts.get(i).get(60, TimeUnit.SECONDS).status());
    }
    assertEquals("60\t1770", SERVER.query("SELECT count(), sum(a) FROM queries.many"));
  }

  @Test
  void fullQueueIsRefused() throws Exception {
    SERVER.query("CREATE TABLE queries.slow (a UInt64) ENGINE = Null");
    String slow =
        "INSERT INTO queries.slow SELECT sleepEachRow(0.05) FROM numbers(10000) SETTINGS"
            + " max_block_size = 1, function_sleep_max_microseconds_per_block = 0";
    List<CompletableFuture<Answer>> all = new ArrayList<>();
    // 4 run, 128 wait; the others are refused.
    for (int i = 0; i < 140; i++) {
      all.add(http.send(Map.of("log_comment", "full"), slow));
    }
    CompletableFuture<?> refused = CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new));
    Answer first = (Answer) refused.get(30, TimeUnit.SECONDS);
    assertEquals("202", first.header("X-ClickHouse-Exception-Code"), first.body());
    // Queries have a lane of their own, and KILL ends what runs, until nothing waits.
    Await.until(
        Duration.ofSeconds(40),
        () -> {
          SERVER.query("KILL QUERY WHERE Settings['log_comment'] = 'full' ASYNC");
          return all.stream().allMatch(CompletableFuture::isDone);
        });
    assertEquals("0", SERVER.query(RUNNING.formatted("full")));
  }

  @Test
  void killedQueryEndsWithItsCode() throws Exception {
    CompletableFuture<Answer> sleeping =
        http.send(
            Map.of("log_comment", "victim", "function_sleep_max_microseconds_per_block", "0"),
            "SELECT sleepEachRow(1) FROM numbers(600) SETTINGS max_block_size = 1");
    Await.until(
        Duration.ofSeconds(10), () -> SERVER.query(RUNNING.formatted("victim")).equals("1"));
    SERVER.query("KILL QUERY WHERE Settings['log_comment'] = 'victim' ASYNC");
    Answer answer = sleeping.get(20, TimeUnit.SECONDS);
    assertEquals("394", answer.header("X-ClickHouse-Exception-Code"), answer.body());
    assertEquals("0", SERVER.query(RUNNING.formatted("victim")));
  }

  @Test
  void tablesOfACreatedDatabaseHaveAUuid() {
    SERVER.query("CREATE TABLE queries.ids (a UInt64) ENGINE = MergeTree ORDER BY a");
    assertEquals(
        "1",
        SERVER.query(
            "SELECT uuid != '00000000-0000-0000-0000-000000000000' FROM system.tables WHERE"
                + " database = 'queries' AND name = 'ids'"));
  }
}
