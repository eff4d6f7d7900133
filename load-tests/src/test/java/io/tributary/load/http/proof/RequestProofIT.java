package io.tributary.load.http.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.http.proof.Flaw.Kind;
import io.tributary.load.process.SqlClient;
import io.tributary.testservers.TestServers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The proof against real tables, which hold what a gatherer must never leave behind. */
@SuppressWarnings("NullAway.Init") // set before all tests
class RequestProofIT {
  private static final String DATABASE = "request_proof";
  private static final long FIRST = 1L << 32;

  private static SqlClient sql;

  @BeforeAll
  static void connect() {
    sql = new SqlClient(TestServers.shared().clickHouse().url(), "", "");
    run("CREATE DATABASE IF NOT EXISTS " + DATABASE);
  }

  @Test
  void rowsInTheirPlacesHold() {
    tables("fine");
    rows("fine", FIRST, 0, 3);
    rows("fine", FIRST + 1, 0, 1);
    bad("fine", FIRST, 3, "{\"request\":%d,\"row\":%d,\"amount\":\"none\"}");
    bad("fine", FIRST, 4, "{\"request\":%d,\"row\":%d,\"amount\":");
    Verdict verdict =
        prove(
            "fine",
            List.of(
                List.of(
                    new SentRequest(FIRST, 3, 2, true), new SentRequest(FIRST + 1, 1, 0, false)),
                List.of(new SentRequest(FIRST + 2, 9, 0, false))));
    assertEquals(List.of(), verdict.flaws());
    assertTrue(verdict.holds());
    assertEquals(1, verdict.acknowledged());
    assertEquals(new Verdict.Uncertain(1, 0, 1), verdict.uncertain());
    assertEquals(4, verdict.rows());
    assertEquals(2, verdict.quarantined());
  }

  @Test
  void missingDoubledAndForeignRowsAreFound() {
    tables("flawed");
    rows("flawed", FIRST, 0, 2);
    rows("flawed", FIRST + 1, 0, 3);
    rows("flawed", FIRST + 1, 1, 2);
    rows("flawed", FIRST + 2, 0, 2);
    rows("flawed", FIRST + 2, 0, 2);
    rows("flawed", FIRST + 9, 0, 1);
    bad("flawed", FIRST + 1, 0, "{\"request\":%d,\"row\":%d");
    Verdict verdict =
        prove(
            "flawed",
            List.of(
                List.of(
                    new SentRequest(FIRST, 3, 0, true),
                    new SentRequest(FIRST + 1, 3, 0, true),
                    new SentRequest(FIRST + 2, 2, 0, false))));
    assertFalse(verdict.holds());
    assertEquals(
        List.of(
            "request 4294967296 (connection 1, number 0): missing in the table: 2 of 3 acknowledged"
                + " rows",
            "request 4294967297 (connection 1, number 1): twice in the table: 4 rows, 3 of them"
                + " different",
            "request 4294967297 (connection 1, number 1): foreign in the quarantine table: rows 0"
                + " to 0, though none belongs there",
            "request 4294967298 (connection 1, number 2): twice in the table: 4 rows, 2 of them"
                + " different",
            "request 0 (connection 0, number 0): foreign in flawed: 1 rows of requests that nobody"
                + " sent"),
        verdict.flaws().stream().map(Flaw::toString).toList());
    assertEquals(5, verdict.flawCount());
  }

  @Test
  void rowsOfARequestBetweenOthersThatNobodySentAreFound() {
    tables("between");
    rows("between", FIRST, 0, 1);
    rows("between", FIRST + 1, 0, 1);
    rows("between", FIRST + 2, 0, 1);
    Verdict verdict =
        prove(
            "between",
            List.of(
                List.of(
                    new SentRequest(FIRST, 1, 0, true), new SentRequest(FIRST + 2, 1, 0, true))));
    assertEquals(List.of(Kind.FOREIGN), verdict.flaws().stream().map(Flaw::kind).toList());
    assertEquals(FIRST + 1, verdict.flaws().getFirst().request());
  }

  @Test
  void tableThatIsNotThereHasNoRows() {
    Verdict verdict =
        prove(
            "nowhere",
            List.of(List.of(new SentRequest(1, 1, 0, true), new SentRequest(2, 1, 0, false))));
    assertEquals(List.of(Kind.MISSING), verdict.flaws().stream().map(Flaw::kind).toList());
    assertEquals(1, verdict.uncertain().absent());
  }

  private static Verdict prove(String table, List<List<SentRequest>> pages) {
    return new RequestProof(sql, DATABASE, table).take(pages.iterator());
  }

  private static void tables(String name) {
    run("DROP TABLE IF EXISTS " + DATABASE + "." + name);
    run("DROP TABLE IF EXISTS " + DATABASE + "." + name + "_quarantine");
    run(
        "CREATE TABLE %s.%s (request UInt64, row UInt32) ENGINE = MergeTree ORDER BY request"
            .formatted(DATABASE, name));
    run(
        "CREATE TABLE %s.%s_quarantine (request Nullable(String), row Nullable(String), __value"
                .formatted(DATABASE, name)
            + " String) ENGINE = MergeTree ORDER BY tuple()");
  }

  private static void rows(String table, long request, int from, int to) {
    run(
        "INSERT INTO %s.%s SELECT %d, number FROM numbers(%d, %d)"
            .formatted(DATABASE, table, request, from, to - from));
  }

  private static void bad(String table, long request, int row, String value) {
    run(
        "INSERT INTO %s.%s_quarantine (__value) VALUES ('%s')"
            .formatted(DATABASE, table, value.formatted(request, row)));
  }

  private static void run(String statement) {
    String unused = sql.query(statement);
  }
}
