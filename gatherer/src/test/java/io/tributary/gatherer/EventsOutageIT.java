package io.tributary.gatherer;

import static io.tributary.gatherer.EventsClient.awaitRows;
import static io.tributary.gatherer.EventsClient.get;
import static io.tributary.gatherer.EventsClient.rows;
import static io.tributary.gatherer.RunningGatherer.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Rows over HTTP while ClickHouse cannot be reached. */
final class EventsOutageIT {
  private static ClickHouseLine line;
  private static RunningGatherer gatherer;
  private static EventsClient producer;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    line = new ClickHouseLine();
    gatherer =
        EventsClient.start(
            folder,
            List.of("out_away", "out_late"),
            "HTTP_ANSWER_TIMEOUT",
            "2s",
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

  @Test
  void rowsAreTakenDuringAnOutageAndStoredAfterIt() throws Exception {
    assertEquals(200, producer.post("out_away&wait=true", rows(0, 10)).status());
    line.cut();
    for (int i = 0; i < 10; i++) {
      assertEquals(202, producer.post("out_away", rows(10 + 10 * i, 10) + "{bad").status());
    }
    CompletableFuture<Answer> waiting =
        producer.sending("out_away&wait=true", rows(110, 10), "Idempotency-Key", "waits");
    assertEquals(10, number("count()", "out_away"));
    line.mend();
    // Where this machine is slow, it is late, and asks again.
    int status = get(waiting).status();
    assertTrue(status == 200 || status == 503, "status " + status);
    assertEquals(
        200,
        producer.post("out_away&wait=true", rows(110, 10), "Idempotency-Key", "waits").status());
    assertEquals(10, number("countIf(id >= 110)", "out_away"));
    awaitRows("out_away", 120);
    awaitRows("out_away_quarantine", 10);
    assertEquals(120, number("uniqExact(id)", "out_away"));
    assertEquals(10, number("uniqExact(__offset)", "out_away_quarantine"));
  }

  @Test
  void whoeverWaitsTooLongIsAnsweredAndMayAskAgain() throws Exception {
    assertEquals(200, producer.post("out_late&wait=true", rows(0, 10)).status());
    line.cut();
    Answer late =
        get(producer.sending("out_late&wait=true", rows(10, 10), "Idempotency-Key", "late"));
    assertEquals(503, late.status());
    assertEquals("ANSWER_LATE", late.body().getString("code"));
    Answer again =
        get(producer.sending("out_late&wait=true", rows(10, 10), "Idempotency-Key", "late"));
    assertEquals(503, again.status());
    assertEquals(10, number("count()", "out_late"));
    line.mend();
    Answer stored = producer.post("out_late&wait=true", rows(10, 10), "Idempotency-Key", "late");
    assertEquals(200, stored.status());
    assertTrue(stored.replayed());
    assertEquals(20, number("count()", "out_late"));
    assertEquals(20, number("uniqExact(id)", "out_late"));
  }
}
