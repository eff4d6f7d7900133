package io.tributary.gatherer;

import static io.tributary.gatherer.EventsClient.awaitRows;
import static io.tributary.gatherer.EventsClient.get;
import static io.tributary.gatherer.EventsClient.rows;
import static io.tributary.gatherer.RunningGatherer.DATABASE;
import static io.tributary.gatherer.RunningGatherer.clickHouse;
import static io.tributary.gatherer.RunningGatherer.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.EventsClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More rows over HTTP than there is memory for. */
final class EventsMemoryIT {
  private static RunningGatherer gatherer;
  private static EventsClient producer;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    gatherer =
        EventsClient.start(
            folder,
            List.of("out_stuck", "out_other", "out_large"),
            "HTTP_MAX_BODY",
            "64MiB",
            "HTTP_BUFFER",
            "8MiB");
    producer = new EventsClient(gatherer);
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private static long metric(String line) {
    return EventsClient.metric(gatherer, line);
  }

  private static long waiting(String table) {
    return metric("tributary_gatherer_spool_waiting_entries{table=\"" + table + "\"}");
  }

  @Test
  void oneTableThatIsStuckHoldsUpNoOther() throws Exception {
    assertEquals(200, producer.post("out_stuck&wait=true", rows(0, 10)).status());
    assertEquals(200, producer.post("out_other&wait=true", rows(0, 10)).status());
    clickHouse().query("ALTER TABLE " + DATABASE + ".out_stuck DROP COLUMN name");
    int sent = 10;
    for (int i = 0; i < 6; i++) {
      assertEquals(202, producer.post("out_stuck", rows(sent, 100_000)).status());
      sent += 100_000;
      assertEquals(200, producer.post("out_other&wait=true", rows(10 + 10 * i, 10)).status());
    }
    assertTrue(waiting("out_stuck") > 0);
    assertTrue(metric("tributary_gatherer_http_buffered_bytes") < 8 << 20);
    clickHouse().query("ALTER TABLE " + DATABASE + ".out_stuck ADD COLUMN name String AFTER id");
    awaitRows("out_stuck", sent);
    assertEquals(sent, number("uniqExact(id)", "out_stuck"));
    assertEquals(70, number("uniqExact(id)", "out_other"));
    EventsClient.await("entries that wait", () -> waiting("out_stuck"), 0);
  }

  @Test
  void bodyThatIsLargerThanTheMemoryIsStored() throws Exception {
    int count = 500_000;
    String body = rows(0, count);
    assertTrue(body.length() > 12 << 20, body.length() + " bytes");
    CompletableFuture<Answer> waiting = producer.sending("out_large&wait=true", body);
    long most = 0;
    while (!waiting.isDone()) {
      most = Math.max(most, metric("tributary_gatherer_http_buffered_bytes"));
      LockSupport.parkNanos(20_000_000);
    }
    assertEquals(200, get(waiting).status());
    assertEquals(count, number("count()", "out_large"));
    assertEquals(count, number("uniqExact(id)", "out_large"));
    // A chunk of a request may come on top, and the one that is read for its table.
    assertTrue(most < 16 << 20, most + " bytes");
  }
}
