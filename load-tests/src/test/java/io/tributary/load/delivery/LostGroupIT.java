package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.kafka.Adoption;
import io.tributary.load.process.ServiceUnderLoad;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a consumer group has committed is deleted with it (F-26). */
@Order(1)
@SuppressWarnings("NullAway.Init") // started before all tests
class LostGroupIT {
  private static final long ROWS = 2_000;

  private static Path work;
  private static ServiceUnderLoad gatherer;

  @BeforeAll
  static void start(@TempDir Path folder) {
    work = folder;
    gatherer = Readers.gatherer(folder, "lost_group");
    gatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  @Test
  void deletedGroupFindsWhatItHadStored() throws Exception {
    try (Readers readers = stored("deleted_group", "earliest")) {
      readers.stop();
      long removed = readers.removeAThird();
      readers.topic().deleteGroup();
      readers.topic().produce(ROWS);

      readers.start();
      readers.awaitCommitted();
      assertTrue(removed > 0);
      readers.awaitRows(2 * ROWS);
    }
  }

  @Test
  void deletedGroupThatStartsAtTheEndWaitsForADecision() throws Exception {
    try (Readers readers = stored("lost_group", "latest")) {
      readers.stop();
      readers.topic().deleteGroup();
      readers.topic().produce(ROWS);

      String lost =
          "connector: datasource lost_group: consumer group readers-lost_group has no offsets and"
              + " KAFKA_AUTO_OFFSET_RESET is latest, but the table has rows of partition P from"
              + " offset 0 on: decide, and run tributary datasource adopt lost_group --from"
              + " earliest [GROUP_LOST]";
      for (int attempt = 0; attempt < 2; attempt++) {
        readers.start();
        assertEquals(
            lost, readers.lastWords().replaceAll("partition \\d from", "partition P from"));
      }

      readers.adopt(Adoption.From.EARLIEST);
      readers.start();
      readers.awaitCommitted();
      readers.awaitRows(2 * ROWS);
    }
  }

  private static Readers stored(String name, String reset) throws IOException {
    return Readers.stored(new Readers.Place(work, gatherer, "lost_group"), name, reset, ROWS);
  }
}
