package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.EventProducer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
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
    Sandbox sandbox = Sandbox.shared();
    String kafka = sandbox.kafka().bootstrapServers();
    SqlClient sql = new SqlClient(sandbox.clickHouse().url(), "", "");
    sandbox.clickHouse().createDatabase("killed");
    EventProducer.createTopic(kafka, NAME, 6);
    String table = "killed." + NAME;
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(
                work, sql.url(), "killed", Map.of("FLUSH_INTERVAL", "300ms"));
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
    Path folder = Files.createDirectories(work.resolve("datafiles"));
    Files.writeString(
        folder.resolve("local.connection"),
        "TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS " + kafka + "\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n");
    Files.writeString(
        folder.resolve(NAME + ".datasource"),
        ClickEvents.SCHEMA
            + """

            ENGINE MergeTree
            ENGINE_SORTING_KEY timestamp

            KAFKA_CONNECTION_NAME local
            KAFKA_TOPIC %1$s
            KAFKA_GROUP_ID readers-%1$s
            KAFKA_AUTO_OFFSET_RESET earliest
            """
                .formatted(NAME));
    return folder;
  }
}
