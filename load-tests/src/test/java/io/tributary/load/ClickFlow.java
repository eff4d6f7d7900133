package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.KafkaProject;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The way of click events from a topic to a table, for tests that disturb it.
 *
 * @param name of the datasource, its table and, with {@code readers-} before it, its consumer group
 */
record ClickFlow(Sandbox sandbox, String database, String topic, String name) {
  static final Duration LIMIT = Duration.ofSeconds(90);

  String kafka() {
    return sandbox.kafka().bootstrapServers();
  }

  String group() {
    return "readers-" + name;
  }

  /** A gatherer for this flow; not started yet. */
  ServiceUnderLoad gatherer(Path work, String clickHouseUrl, Map<String, String> settings) {
    sandbox.clickHouse().createDatabase(database);
    return ServiceUnderLoad.gatherer(work, clickHouseUrl, database, settings);
  }

  /** A connector for this flow; not started yet. */
  ServiceUnderLoad connector(Path work, String gatherer, Map<String, String> settings)
      throws IOException {
    Path datafiles =
        new KafkaProject(
                kafka(),
                name,
                ClickEvents.SCHEMA,
                "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp",
                topic,
                group(),
                "earliest")
            .write(work);
    return ServiceUnderLoad.connector(work, datafiles, gatherer, settings);
  }

  /** Rows in the table. */
  long stored() {
    return sql().number("SELECT count() FROM " + table());
  }

  OffsetProof look() {
    return OffsetProof.look(new OffsetProof.Place(kafka(), topic, group(), sql(), table()));
  }

  /** Waits for more rows in the table than this. */
  void awaitStoredAbove(long rows) {
    Await.until("more than " + rows + " rows are stored", LIMIT, () -> stored() > rows);
  }

  /** Waits until every record of the topic is stored and committed. */
  OffsetProof awaitComplete(long produced) {
    Await.until(
        "every row is stored and committed",
        LIMIT,
        () -> {
          OffsetProof now = look();
          return now.missing() == 0 && now.behind().isEmpty();
        });
    OffsetProof end = look();
    assertEquals(produced, end.produced());
    assertEquals(produced, end.distinct());
    return end;
  }

  /** The value of a metric, summed over its labels; a test must not wait for one there is not. */
  static double metric(ServiceUnderLoad service, String name) {
    return service
        .metrics()
        .ifThere(name)
        .orElseThrow(() -> new IllegalStateException("no metric has the name " + name));
  }

  /** How often inserts were tried again; counted from a table's first batch on. */
  static double retries(ServiceUnderLoad gatherer) {
    return gatherer.metrics().ifThere("tributary_gatherer_retries_total").orElse(0);
  }

  /** Nobody had to start these again. */
  static void assertAlive(ServiceUnderLoad... services) {
    for (ServiceUnderLoad service : services) {
      assertTrue(service.running().isAlive(), () -> "ended: " + service.log());
    }
  }

  private SqlClient sql() {
    return new SqlClient(sandbox.clickHouse().url(), "", "");
  }

  private String table() {
    return database + "." + name;
  }
}
