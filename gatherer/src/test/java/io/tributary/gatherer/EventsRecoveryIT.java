package io.tributary.gatherer;

import static io.tributary.gatherer.EventsClient.awaitRows;
import static io.tributary.gatherer.EventsClient.rows;
import static io.tributary.gatherer.RunningGatherer.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.EventsClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows over HTTP of a gatherer that ends as in a crash, and what the next one makes of them. */
final class EventsRecoveryIT {
  private static Path folder;
  private static ClickHouseLine line;

  @BeforeAll
  static void prepare(@TempDir Path files) {
    folder = files;
    RunningGatherer.clickHouse().createDatabase(RunningGatherer.DATABASE);
    line = new ClickHouseLine();
  }

  @AfterAll
  static void close() {
    line.close();
  }

  private static Path datasources(String name, String... tables) throws IOException {
    Path datafiles = Files.createDirectory(folder.resolve(name));
    for (String table : tables) {
      Files.writeString(
          datafiles.resolve(table + ".datasource"), EventsClient.COLUMNS + EventsClient.ENGINE);
    }
    return datafiles;
  }

  private static RunningGatherer start(Path datafiles, Path spool) {
    return RunningGatherer.start(
        "DATAFILES", datafiles.toString(),
        "HTTP_LISTEN", "127.0.0.1:0",
        "SPOOL", spool.toString(),
        "SPOOL_BYTES", "256MiB",
        "CLICKHOUSE_URL", line.url());
  }

  /** The process is gone, and its folder as it was at that moment. */
  private static Path crash(RunningGatherer gatherer, Path spool, String copyName)
      throws IOException {
    gatherer.kill();
    Path copy = Files.createDirectory(folder.resolve(copyName));
    try (var files = Files.list(spool)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  void everyRowIsThereOnceAfterACrash() throws Exception {
    Path all = datasources("all", "recover_rows", "recover_gone");
    Path fewer = datasources("fewer", "recover_rows");
    Path spool = folder.resolve("spool");
    RunningGatherer first = start(all, spool);
    EventsClient producer = new EventsClient(first);
    assertEquals(200, producer.post("recover_gone&wait=true", rows(0, 10)).status());
    assertEquals(
        200,
        producer
            .post("recover_rows&wait=true", rows(0, 1_000) + "{bad\n", "Idempotency-Key", "stored")
            .status());
    line.cut();
    assertEquals(202, producer.post("recover_rows", rows(1_000, 40_000) + "{bad\n").status());
    assertEquals(
        202,
        producer
            .post("recover_rows", rows(41_000, 500) + "{bad\n", "Idempotency-Key", "waits")
            .status());
    assertEquals(202, producer.post("recover_gone", rows(10, 10)).status());
    Path left = crash(first, spool, "left");
    line.mend();

    RunningGatherer second = start(fewer, left);
    producer = new EventsClient(second);
    CompletableFuture<Answer> repeat =
        producer.sending(
            "recover_rows&wait=true", rows(41_000, 500) + "{bad\n", "Idempotency-Key", "waits");
    Answer repeated = EventsClient.get(repeat);
    if (repeated.status() == 503) {
      // Its table was not described yet.
      repeated =
          producer.post(
              "recover_rows&wait=true", rows(41_000, 500) + "{bad\n", "Idempotency-Key", "waits");
    }
    assertEquals(200, repeated.status());
    assertTrue(repeated.replayed());
    assertEquals(500, repeated.rows());
    assertEquals(1, repeated.bad());
    assertEquals(500, number("uniqExactIf(id, id >= 41000)", "recover_rows"));
    assertEquals(200, producer.post("recover_rows&wait=true", rows(50_000, 10)).status());
    awaitRows("recover_rows", 41_510);
    assertEquals(41_510, number("uniqExact(id)", "recover_rows"));
    assertEquals(41_510, number("uniqExact(__run, __offset)", "recover_rows"));
    assertEquals(2, number("uniqExact(__run)", "recover_rows"));
    awaitRows("recover_rows_quarantine", 3);
    assertEquals(10, number("count()", "recover_gone"));
    EventsClient.await(
        "entries that wait",
        () ->
            EventsClient.metric(
                second, "tributary_gatherer_spool_waiting_entries{table=\"recover_rows\"}"),
        0);
    assertTrue(EventsClient.metric(second, "tributary_gatherer_spool_unsettled_entries") > 0);

    Path last = crash(second, left, "last");
    try (RunningGatherer third = start(all, last)) {
      awaitRows("recover_gone", 20);
      assertEquals(20, number("uniqExact(id)", "recover_gone"));
      third.awaitNoMore("tributary_gatherer_spool_unsettled_entries");
    }
    assertEquals(41_510, number("count()", "recover_rows"));
    assertEquals(3, number("count()", "recover_rows_quarantine"));
  }

  @Test
  void whatWasDrainedIsNotSentAgain() throws Exception {
    Path datafiles = datasources("drained", "recover_drained");
    Path spool = folder.resolve("spool-drained");
    try (RunningGatherer first = start(datafiles, spool)) {
      EventsClient producer = new EventsClient(first);
      for (int i = 0; i < 20; i++) {
        assertEquals(202, producer.post("recover_drained", rows(100 * i, 100)).status());
      }
      awaitRows("recover_drained", 2_000);
    }
    assertEquals(2_000, number("uniqExact(id)", "recover_drained"));
    try (RunningGatherer second = start(datafiles, spool)) {
      assertEquals(0, second.metric("tributary_gatherer_spool_unsettled_entries"));
      assertEquals(
          200, new EventsClient(second).post("recover_drained&wait=true", rows(2_000, 1)).status());
    }
    assertEquals(2_001, number("count()", "recover_drained"));
    assertEquals(2, number("uniqExact(__run)", "recover_drained"));
  }
}
