package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.kafka.Adoption;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed is moved by a person, or outlived by the topic (F-25, F-26). */
@SuppressWarnings("NullAway.Init") // started before all tests
class MovedOffsetsIT {
  private static final long ROWS = 2_000;

  private static Path work;
  private static ServiceUnderLoad gatherer;

  @BeforeAll
  static void start(@TempDir Path folder) {
    work = folder;
    gatherer = Readers.gatherer(folder, "moved_offsets");
    gatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  @Test
  void resetBackFillsHolesAndResetForwardLeavesThem() throws Exception {
    try (Readers readers = stored("reset_offsets", "earliest")) {
      readers.stop();
      long removed = readers.removeAThird();
      readers.topic().reset(moved(readers, offset -> 0));

      readers.start();
      readers.awaitCommitted();
      readers.awaitRows(ROWS);
      assertTrue(removed > 0);
      assertTrue(readers.said().contains("offsets of partition 0 are in the table already"));

      readers.stop();
      readers.topic().produce(ROWS);
      Map<Integer, Long> ends = readers.topic().ends();
      Map<Integer, Long> below = moved(readers, offset -> offset + 100);
      readers.topic().reset(below);
      readers.start();
      readers.awaitCommitted();
      long skipped = 100L * ends.size();
      readers.awaitRows(2 * ROWS - skipped);
    }
  }

  @Test
  void expiredRecordsEndTheDatasourceUntilTheGapIsAdopted() throws Exception {
    try (Readers readers = stored("expired_records", "earliest")) {
      readers.stop();
      long committed = readers.topic().committed().getOrDefault(1, 0L);
      readers.topic().produce(ROWS);
      readers.topic().expire(Map.of(1, committed + 40));

      readers.start();
      String range = committed + " to " + (committed + 39);
      assertEquals(
          "connector: datasource expired_records: records "
              + range
              + " of partition 1 were deleted from the topic before they were read: decide, and run"
              + " tributary datasource adopt expired_records --from committed [OFFSETS_EXPIRED]",
          readers.lastWords());

      readers.adopt(Adoption.From.COMMITTED);
      readers.start();
      readers.awaitCommitted();
      readers.awaitRows(2 * ROWS - 40);
    }
  }

  @Test
  void partitionsThatAreAddedAreReadFromTheirBeginning() throws Exception {
    try (Readers readers = stored("more_partitions", "latest")) {
      readers.topic().addPartitions(4);
      readers.topic().produce(ROWS);
      Await.until(
          "the new partitions got records",
          Readers.LIMIT,
          () -> readers.topic().ends().getOrDefault(3, 0L) > 0);

      readers.awaitCommitted();
      readers.awaitRows(2 * ROWS);
    }
  }

  private static Readers stored(String name, String reset) throws IOException {
    return Readers.stored(new Readers.Place(work, gatherer, "moved_offsets"), name, reset, ROWS);
  }

  private static Map<Integer, Long> moved(Readers readers, LongUnaryOperator move) {
    Map<Integer, Long> moved = new TreeMap<>(readers.topic().committed());
    moved.replaceAll((partition, offset) -> move.applyAsLong(offset));
    return moved;
  }
}
