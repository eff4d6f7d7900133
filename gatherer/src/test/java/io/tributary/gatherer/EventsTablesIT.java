package io.tributary.gatherer;

import static io.tributary.gatherer.EventsClient.awaitRows;
import static io.tributary.gatherer.EventsClient.get;
import static io.tributary.gatherer.EventsClient.rows;
import static io.tributary.gatherer.RunningGatherer.DATABASE;
import static io.tributary.gatherer.RunningGatherer.clickHouse;
import static io.tributary.gatherer.RunningGatherer.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.EventsClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows over HTTP while their tables become different ones. */
final class EventsTablesIT {
  private static ClickHouseLine line;
  private static RunningGatherer gatherer;
  private static EventsClient producer;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    line = new ClickHouseLine();
    gatherer =
        EventsClient.start(
            folder,
            List.of("out_type", "out_wider", "out_again", "out_refuses", "out_lacks"),
            "CLICKHOUSE_URL",
            line.url());
    producer = new EventsClient(gatherer);
  }

  @AfterEach
  void mend() {
    line.mend();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
    line.close();
  }

  private static long metric(String line) {
    return EventsClient.metric(gatherer, line);
  }

  private static long waiting(String table) {
    return metric("tributary_gatherer_spool_waiting_entries{table=\"" + table + "\"}");
  }

  @Test
  void columnThatIsAddedIsNoHindrance() throws Exception {
    assertEquals(200, producer.post("out_wider&wait=true", rows(0, 10)).status());
    clickHouse().query("ALTER TABLE " + DATABASE + ".out_wider ADD COLUMN extra UInt8 DEFAULT 7");
    assertEquals(200, producer.post("out_wider&wait=true", rows(10, 10)).status());
    assertEquals(20, number("countIf(extra = 7)", "out_wider"));
  }

  @Test
  void rowsThatDoNotFitAChangedColumnAreQuarantined() throws Exception {
    assertEquals(200, producer.post("out_type&wait=true", "{\"id\":0,\"name\":\"0\"}").status());
    long before = metric("tributary_gatherer_http_rows_total");
    line.cut();
    StringBuilder body = new StringBuilder();
    for (int i = 1; i <= 40; i++) {
      body.append("{\"id\":%d,\"name\":\"%s%d\"}\n".formatted(i, i % 2 == 0 ? "n" : "", i));
    }
    CompletableFuture<Answer> waiting = producer.sending("out_type&wait=true", body.toString());
    EventsClient.await(
        "rows that are taken", () -> metric("tributary_gatherer_http_rows_total"), before + 40);
    clickHouse().query("ALTER TABLE " + DATABASE + ".out_type MODIFY COLUMN name UInt32");
    line.mend();
    Answer answer = get(waiting);
    assertEquals(200, answer.status());
    assertEquals(20, answer.rows());
    assertEquals(20, answer.bad());
    assertEquals(21, number("uniqExact(id)", "out_type"));
    assertEquals(21, number("count()", "out_type"));
    assertEquals(20, number("uniqExact(__offset)", "out_type_quarantine"));
    assertEquals(20, number("count()", "out_type_quarantine"));
  }

  @Test
  void tableThatIsMadeAnewTakesTheRowsThatFollow() throws Exception {
    assertEquals(200, producer.post("out_again&wait=true", rows(0, 10)).status());
    CompletableFuture<Void> dropped =
        CompletableFuture.runAsync(
            () -> clickHouse().query("DROP TABLE " + DATABASE + ".out_again SYNC"));
    for (int i = 1; i <= 20; i++) {
      assertEquals(202, producer.post("out_again", rows(10 * i, 10)).status());
    }
    dropped.join();
    assertEquals(200, producer.post("out_again&wait=true", rows(1_000, 10)).status());
    // What was stored in the old table is gone with it; nothing is there twice.
    assertEquals(10, number("countIf(id >= 1000)", "out_again"));
    assertEquals(number("count()", "out_again"), number("uniqExact(id)", "out_again"));
    EventsClient.await("entries that wait", () -> waiting("out_again"), 0);
  }

  @Test
  void nothingIsLostWhileAQuarantineTableRefusesRows() throws Exception {
    assertEquals(200, producer.post("out_refuses&wait=true", rows(0, 1) + "{bad").status());
    String table = DATABASE + ".out_refuses_quarantine";
    clickHouse().query("ALTER TABLE " + table + " ADD CONSTRAINT never CHECK c__value_length > 99");
    CompletableFuture<Answer> waiting =
        producer.sending("out_refuses&wait=true", rows(1, 1) + "{worse");
    assertEquals(202, producer.post("out_refuses", rows(2, 10)).status());
    awaitRows("out_refuses", 12);
    EventsClient.await("entries that wait", () -> waiting("out_refuses"), 1);
    clickHouse().query("ALTER TABLE " + table + " DROP CONSTRAINT never");
    Answer answer = get(waiting);
    assertEquals(200, answer.status());
    assertEquals(1, answer.bad());
    assertEquals(2, number("count()", "out_refuses_quarantine"));
    EventsClient.await("entries that wait", () -> waiting("out_refuses"), 0);
  }

  @Test
  void columnThatAQuarantineTableLacksIsAddedAgain() throws Exception {
    assertEquals(200, producer.post("out_lacks&wait=true", rows(0, 1) + "{bad").status());
    clickHouse()
        .query("ALTER TABLE " + DATABASE + ".out_lacks_quarantine DROP COLUMN c__error_column");
    Answer answer = producer.post("out_lacks&wait=true", rows(1, 1) + "{worse");
    assertEquals(200, answer.status());
    assertEquals(1, answer.bad());
    assertEquals(2, number("count()", "out_lacks_quarantine"));
  }
}
