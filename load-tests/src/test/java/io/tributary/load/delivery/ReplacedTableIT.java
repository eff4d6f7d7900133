package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.kafka.Adoption;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that takes another one's name under load gets none of its rows (F-23). */
@SuppressWarnings("NullAway.Init") // started before all tests
class ReplacedTableIT {
  private static final long ROWS = 60_000;
  private static final Pattern LAST_WORDS =
      Pattern.compile(
          "connector: datasource \\w+: the table was replaced while rows were stored \\(uuid"
              + " [0-9a-f-]{36} before, [0-9a-f-]{36} now\\); the one before has the rows of"
              + " partition 0 below offset (\\d+), of partition 1 below offset (\\d+): decide, and"
              + " run tributary datasource adopt \\w+ --from committed \\[TABLE_REPLACED\\]");

  private static Path work;
  private static ServiceUnderLoad gatherer;

  @BeforeAll
  static void start(@TempDir Path folder) {
    work = folder;
    gatherer = Readers.gatherer(folder, "replaced_table");
    gatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  @Test
  void exchangedTableGetsNoRowUntilItIsAdopted() throws Exception {
    try (Readers readers = readers("exchanged")) {
      readers.start();
      Await.until("there is a table", Readers.LIMIT, () -> !readers.topic().committed().isEmpty());
      readers.query("CREATE TABLE replaced_table.spare AS TABLE_NAME");
      CompletableFuture<Void> producing = produce(readers);
      readers.awaitRowsAbove(1_000);

      readers.query("EXCHANGE TABLES replaced_table.spare AND TABLE_NAME");
      long below = assertReplaced(readers.lastWords());
      producing.join();
      assertEquals("0", readers.query("SELECT count() FROM TABLE_NAME"));
      assertTrue(
          Long.parseLong(readers.query("SELECT count() FROM replaced_table.spare")) >= below);
      assertTrue(below < ROWS, "the table was exchanged too late");

      readers.adopt(Adoption.From.COMMITTED);
      long committed =
          readers.topic().committed().values().stream().mapToLong(Long::longValue).sum();
      readers.start();
      readers.awaitCommitted();
      readers.awaitRows(ROWS - committed);
      assertEquals(
          Long.toString(ROWS),
          readers.query(
              "SELECT uniqExact(__partition, __offset) FROM (SELECT __partition, __offset FROM"
                  + " TABLE_NAME UNION ALL SELECT __partition, __offset FROM"
                  + " replaced_table.spare)"));
    }
  }

  @Test
  void recreatedTableIsFilledOnceAdopted() throws Exception {
    try (Readers readers = readers("dropped")) {
      readers.start();
      Await.until("there is a table", Readers.LIMIT, () -> !readers.topic().committed().isEmpty());
      String definition = readers.query("SHOW CREATE TABLE TABLE_NAME FORMAT TSVRaw");
      CompletableFuture<Void> producing = produce(readers);
      readers.awaitRowsAbove(1_000);

      readers.query("DROP TABLE TABLE_NAME SYNC");
      readers.query(definition);
      assertReplaced(readers.lastWords());
      producing.join();
      assertEquals("0", readers.query("SELECT count() FROM TABLE_NAME"));

      readers.adopt(Adoption.From.EARLIEST);
      readers.start();
      readers.awaitCommitted();
      readers.awaitRows(ROWS);
    }
  }

  private static CompletableFuture<Void> produce(Readers readers) {
    return CompletableFuture.runAsync(
        () -> readers.topic().produce(ROWS), task -> Thread.ofVirtual().start(task));
  }

  /** How many rows the table before has, at least. */
  private static long assertReplaced(String lastWords) {
    Matcher words = LAST_WORDS.matcher(lastWords);
    assertTrue(words.matches(), lastWords);
    return Long.parseLong(words.group(1)) + Long.parseLong(words.group(2));
  }

  private static Readers readers(String name) throws IOException {
    ClickTopic topic =
        new ClickTopic(Sandbox.shared().kafka().bootstrapServers(), name, "readers-" + name);
    topic.create(2);
    return new Readers(
        new Readers.Place(work, gatherer, "replaced_table"), name, topic, "earliest");
  }
}
