package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gatherer that dies in the middle of a run takes no row with it. */
class GathererKilledIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final long ROWS = 300_000;
  private static final String NAME = "survivors";

  @Test
  void everyProducedRowIsInTheTableAfterTheRestart(@TempDir Path work) throws IOException {
    String kafka = TestServers.shared().bootstrapServers();
    TestClickHouse clickHouse = TestServers.shared().clickHouse();
    SqlClient sql = new SqlClient(clickHouse.url(), clickHouse.user(), clickHouse.password());
    clickHouse.createDatabase("killed");
    EventProducer.createTopic(kafka, NAME, 6);
    String table = "killed." + NAME;
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(
                work, sql.url(), "killed", clickHouse.settings("FLUSH_INTERVAL", "300ms"));
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, datafiles(work, kafka), gatherer.listen(), Map.of());
        EventProducer producer = new EventProducer(kafka, NAME, 1)) {
      gatherer.start();
      connector.start();
      CompletableFuture<Void> producing = CompletableFuture.runAsync(() -> producer.produce(ROWS));
      Await.until(
          "some rows are stored", LIMIT, () -> sql.number("SELECT count() FROM " + table) > 10_000);

      gatherer.kill();
      long storedAtDeath = sql.number("SELECT count() FROM " + table);
      gatherer.start();

      producing.join();
      OffsetProof.Place place = new OffsetProof.Place(kafka, NAME, "readers-" + NAME, sql, table);
      Await.until(
          "every row is stored and committed",
          LIMIT,
          () -> {
            OffsetProof now = OffsetProof.look(place);
            return now.missing() == 0 && now.behind().isEmpty();
          });
      assertTrue(storedAtDeath < ROWS, "the gatherer was killed too late");
      assertEquals(ROWS, OffsetProof.look(place).produced());
      assertEquals(ROWS, OffsetProof.look(place).distinct());
    }
  }

  private static Path datafiles(Path work, String kafka) throws IOException {
    return new KafkaProject(
            kafka,
            NAME,
            ClickEvents.SCHEMA,
            "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp",
            NAME,
            "readers-" + NAME,
            "earliest")
        .write(work);
  }
}
