package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.connector.kafka.Adoption;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic that is deleted and created again is another topic (F-24). */
@SuppressWarnings("NullAway.Init") // started before all tests
class RecreatedTopicIT {
  private static final long OLD_ROWS = 3_000;
  private static final long NEW_ROWS = 1_000;

  private static Path work;
  private static ServiceUnderLoad gatherer;

  @BeforeAll
  static void start(@TempDir Path folder) {
    work = folder;
    gatherer = Readers.gatherer(folder, "recreated_topic");
    gatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  /** Kafka forgets what groups have committed for a topic that is deleted. */
  @Test
  void topicThatIsReplacedWhileNobodyReadsIsReadFromItsBeginning() throws Exception {
    try (Readers readers = readers("while_stopped")) {
      storeTheOldTopic(readers);
      readers.stop();
      String before = run(readers);
      replaceTopic(readers.topic());

      readers.start();
      assertBothTopicsAreStored(readers, before);
    }
  }

  @Test
  void topicThatIsReplacedUnderTheConnectorEndsIt() throws Exception {
    try (Readers readers = readers("while_running")) {
      storeTheOldTopic(readers);
      String before = run(readers);
      replaceTopic(readers.topic());

      assertEquals(
          "connector: datasource while_running: topic while_running was deleted, and created again"
              + " perhaps, while it was read; nothing of a new topic was committed, but its first"
              + " rows may carry the __run RUN of the old one: decide, and run tributary datasource"
              + " adopt while_running --from earliest [TOPIC_RECREATED]",
          withoutNumbers(readers.lastWords()));
      readers.adopt(Adoption.From.EARLIEST);
      readers.start();
      assertBothTopicsAreStored(readers, before);
    }
  }

  private static Readers readers(String name) throws IOException {
    ClickTopic topic =
        new ClickTopic(Sandbox.shared().kafka().bootstrapServers(), name, "readers-" + name);
    topic.create(2);
    return new Readers(
        new Readers.Place(work, gatherer, "recreated_topic"), name, topic, "earliest");
  }

  private static void storeTheOldTopic(Readers readers) {
    readers.topic().produce(OLD_ROWS);
    readers.start();
    readers.awaitCommitted();
    readers.assertRows(OLD_ROWS);
  }

  /** The new one ends before the offsets that are committed for the old one. */
  private static void replaceTopic(ClickTopic topic) {
    topic.delete();
    topic.create(2);
    topic.produce(NEW_ROWS);
  }

  private static void assertBothTopicsAreStored(Readers readers, String before) {
    readers.awaitCommitted();
    readers.assertRows(OLD_ROWS + NEW_ROWS);
    assertEquals(
        Long.toString(NEW_ROWS),
        readers.query("SELECT count() FROM TABLE_NAME WHERE __run != " + before));
  }

  private static String run(Readers readers) {
    return readers.query("SELECT any(__run) FROM TABLE_NAME");
  }

  private static String withoutNumbers(String line) {
    return line.replaceAll("offset \\d+ of partition \\d", "offset OFFSET of partition PARTITION")
        .replaceAll("\\b[0-9a-f]{8}\\b", "RUN");
  }
}
