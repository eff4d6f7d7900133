package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is altered so that exactly once is no longer possible, or is again. */
@SuppressWarnings("NullAway.Init") // started before all tests
class ChangedGuaranteeIT {
  private static final long ROWS = 1_000;
  private static final String GROUPING_TTL =
      "ALTER TABLE TABLE_NAME MODIFY TTL toDateTime(timestamp) + INTERVAL 10 YEAR GROUP BY"
          + " timestamp SET amount = max(amount)";

  private static Path work;
  private static ServiceUnderLoad gatherer;

  @BeforeAll
  static void start(@TempDir Path folder) {
    work = folder;
    gatherer = Readers.gatherer(folder, "changed_guarantee");
    gatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  @Test
  void guaranteeFollowsTheTable() throws Exception {
    try (Readers readers = readers("follows", "best")) {
      readers.start();
      readers.topic().produce(ROWS);
      readers.awaitRows(ROWS);
      awaitExactlyOnce(readers, 1);

      readers.query(GROUPING_TTL);
      awaitExactlyOnce(readers, 0);
      readers.topic().produce(ROWS);
      readers.awaitRows(2 * ROWS);

      readers.query("ALTER TABLE TABLE_NAME REMOVE TTL");
      awaitExactlyOnce(readers, 1);
      readers.topic().produce(ROWS);
      readers.awaitCommitted();
      readers.awaitRows(3 * ROWS);
    }
  }

  @Test
  void datasourceThatInsistsEnds() throws Exception {
    try (Readers readers = readers("insists", "exactly_once")) {
      readers.start();
      readers.topic().produce(ROWS);
      readers.awaitRows(ROWS);

      readers.query(GROUPING_TTL);
      assertEquals(
          "connector: datasource insists: DELIVERY is exactly_once, which is not possible: its TTL"
              + " replaces rows by groups of them; remove what the line names, or set DELIVERY to"
              + " best or at_least_once [EXACTLY_ONCE_IMPOSSIBLE]",
          readers.lastWords());
    }
  }

  private static void awaitExactlyOnce(Readers readers, double value) {
    Await.until(
        "tributary_connector_exactly_once is " + value,
        Readers.LIMIT,
        () ->
            readers.connector().metrics().ifThere("tributary_connector_exactly_once").orElse(-1)
                == value);
  }

  private static Readers readers(String name, String delivery) throws IOException {
    ClickTopic topic =
        new ClickTopic(
            Sandbox.shared().kafka().bootstrapServers(), "guarantee_" + name, "readers-" + name);
    topic.create(2);
    return new Readers(
        new Readers.Place(work, gatherer, "changed_guarantee"), name, topic, "earliest", delivery);
  }
}
