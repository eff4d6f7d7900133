package io.tributary.load;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A topic of messages {@code {"id": …}} and the table that both services fill from it. */
final class TopicTable implements AutoCloseable {
  private static final String DATABASE = "producers";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TestClickHouse CLICK_HOUSE = TestServers.shared().clickHouse();

  private final String topic;
  private final SqlClient sql =
      new SqlClient(CLICK_HOUSE.url(), CLICK_HOUSE.user(), CLICK_HOUSE.password());
  private final ServiceUnderLoad gatherer;
  private final ServiceUnderLoad connector;

  /** Creates the topic and starts both services. */
  TopicTable(Path work, String topic, int partitions) throws IOException {
    this.topic = topic;
    CLICK_HOUSE.createDatabase(DATABASE);
    EventProducer.createTopic(kafka(), topic, partitions);
    gatherer =
        ServiceUnderLoad.gatherer(
            work, sql.url(), DATABASE, CLICK_HOUSE.settings("FLUSH_INTERVAL", "100ms"));
    connector =
        ServiceUnderLoad.connector(work, datafiles(work, topic), gatherer.listen(), Map.of());
    gatherer.start();
    connector.start();
  }

  private static Path datafiles(Path work, String topic) throws IOException {
    return new KafkaProject(
            kafka(),
            topic,
            """
            SCHEMA >
                `id` UInt64 `json:$.id`
            """,
            "ENGINE MergeTree\nENGINE_SORTING_KEY id",
            topic,
            "readers-" + topic,
            "earliest")
        .write(work);
  }

  static String kafka() {
    return TestServers.shared().bootstrapServers();
  }

  /** Waits until so many different records are stored. */
  void awaitStored(long records) {
    Await.until(records + " records are stored", LIMIT, () -> look().distinct() == records);
  }

  /** Waits until so many different records are stored and everything is committed. */
  void awaitCommitted(long records) {
    Await.until(
        records + " records are stored and all of " + topic + " is committed",
        LIMIT,
        () -> {
          OffsetProof now = look();
          return now.distinct() == records && now.behind().isEmpty();
        });
  }

  private OffsetProof look() {
    return OffsetProof.look(
        new OffsetProof.Place(kafka(), topic, "readers-" + topic, sql, table()));
  }

  /** One line for each row, in the order of partitions and offsets. */
  String rows(String columns) {
    return rows(columns, "");
  }

  /** The same for the rows in the quarantine. */
  String quarantined(String columns) {
    return rows(columns, "_quarantine");
  }

  private String rows(String columns, String suffix) {
    return sql.query(
        "SELECT __partition, __offset, %s FROM %s%s ORDER BY __partition, __offset FORMAT TSVRaw"
            .formatted(columns, table(), suffix));
  }

  private String table() {
    return DATABASE + "." + topic;
  }

  @Override
  public void close() {
    connector.close();
    gatherer.close();
  }
}
