package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.connector.kafka.Adoption;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.KafkaProject;
import io.tributary.protocol.datafile.DatafileException;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Project;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A datasource that reads click events exactly once, its connector, its table, and the operator who
 * watches over them.
 */
final class Readers implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Map<String, String> QUICK =
      Map.of(
          "LEASE", "1s",
          "KAFKA_SESSION_TIMEOUT", "6s",
          "COMMIT_INTERVAL", "100ms",
          "BATCH_INTERVAL", "20ms",
          "TABLE_LOOK_INTERVAL", "1s",
          "TOPIC_LOOK_INTERVAL", "1s",
          "DRAIN_TIMEOUT", "1s",
          "RETRY_MAX_DELAY", "200ms");

  private final String name;
  private final ClickTopic topic;
  private final SqlClient sql = new SqlClient(Sandbox.shared().clickHouse().url(), "", "");
  private final Path datafiles;
  private final ServiceUnderLoad connector;
  private final String table;
  private long logStart;

  /** Where a datasource works. */
  record Place(Path work, ServiceUnderLoad gatherer, String database) {}

  /** Writes the datafiles of one that insists on exactly once; the connector does not run yet. */
  Readers(Place place, String name, ClickTopic topic, String reset) throws IOException {
    this(place, name, topic, reset, "exactly_once");
  }

  /** The same for another DELIVERY. */
  Readers(Place place, String name, ClickTopic topic, String reset, String delivery)
      throws IOException {
    this.name = name;
    this.topic = topic;
    this.table = place.database() + "." + name;
    Path folder = Files.createDirectories(place.work().resolve(topic.group()));
    this.datafiles =
        new KafkaProject(
                topic.bootstrapServers(),
                name,
                ClickEvents.SCHEMA,
                "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp\nDELIVERY " + delivery,
                topic.name(),
                topic.group(),
                reset)
            .write(folder);
    this.connector =
        ServiceUnderLoad.connector(
            folder, datafiles, place.gatherer().listen(), new HashMap<>(QUICK));
  }

  /** One with a topic and a group of its own, which has stored so many rows and runs. */
  static Readers stored(Place place, String name, String reset, long rows) throws IOException {
    ClickTopic topic =
        new ClickTopic(Sandbox.shared().kafka().bootstrapServers(), name, "readers-" + name);
    topic.create(2);
    Readers readers = new Readers(place, name, topic, reset);
    readers.start();
    Await.until("both partitions have a start", LIMIT, () -> topic.committed().size() == 2);
    topic.produce(rows);
    readers.awaitCommitted();
    readers.awaitRows(rows);
    return readers;
  }

  /** A gatherer for a class of tests, with a database of this name; not started yet. */
  static ServiceUnderLoad gatherer(Path work, String database) {
    Sandbox.shared().clickHouse().createDatabase(database);
    return ServiceUnderLoad.gatherer(
        work,
        Sandbox.shared().clickHouse().url(),
        database,
        Map.of("FLUSH_INTERVAL", "100ms", "RETRY_MAX_DELAY", "200ms"));
  }

  ClickTopic topic() {
    return topic;
  }

  ServiceUnderLoad connector() {
    return connector;
  }

  void start() {
    logStart = log().length();
    connector.start();
  }

  void stop() {
    connector.stop();
  }

  String query(String text) {
    return sql.query(text.replace("TABLE_NAME", table));
  }

  /** Makes holes, and returns how many rows are gone. */
  long removeAThird() {
    long before = Long.parseLong(query("SELECT count() FROM TABLE_NAME"));
    query("ALTER TABLE TABLE_NAME DELETE WHERE __offset % 3 = 1 SETTINGS mutations_sync = 2");
    return before - Long.parseLong(query("SELECT count() FROM TABLE_NAME"));
  }

  /** Waits until these partitions are read to their ends, and all of it is committed. */
  void awaitCommitted() {
    Map<Integer, Long> ends = topic.ends();
    ends.values().removeIf(end -> end == 0);
    Await.until(
        "all of " + topic.name() + " is committed",
        LIMIT,
        () -> {
          Map<Integer, Long> committed = topic.committed();
          committed.values().removeIf(offset -> offset == 0);
          return committed.equals(ends);
        });
  }

  /** Waits until the table has so many rows, and makes sure that each is from another record. */
  void awaitRows(long rows) {
    Await.until(
        rows + " rows of " + name,
        LIMIT,
        () -> Long.parseLong(query("SELECT count() FROM TABLE_NAME")) >= rows);
    assertRows(rows);
  }

  void awaitRowsAbove(long rows) {
    Await.until(
        "more than " + rows + " rows of " + name,
        LIMIT,
        () -> Long.parseLong(query("SELECT count() FROM TABLE_NAME")) > rows);
  }

  /** The table has so many rows, each from another record. */
  void assertRows(long rows) {
    assertEquals(
        rows + "\t" + rows,
        query(
            "SELECT count(), uniqExact(__run, __partition, __offset) FROM TABLE_NAME FORMAT TSV"));
  }

  /** Waits until the connector has ended by itself, and returns its last words. */
  String lastWords() {
    Await.until(name + " has ended", LIMIT, () -> !connector.isAlive());
    List<String> lines = log().substring((int) logStart).lines().toList();
    return lines.getLast();
  }

  /** What it printed since its last start. */
  String said() {
    return log().substring((int) logStart);
  }

  private String log() {
    try {
      return Files.exists(connector.log()) ? Files.readString(connector.log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UUID tableUuid() {
    return UUID.fromString(
        query(
            "SELECT toString(uuid) FROM system.tables WHERE concat(database, '.', name) ="
                + " 'TABLE_NAME'"));
  }

  /** What {@code tributary datasource adopt} does. */
  List<Adoption.Adopted> adopt(Adoption.From from) throws DatafileException {
    Project project = Datafiles.load(datafiles, variable -> null);
    Datasource datasource = project.datasources().getFirst();
    Duration timeout = Duration.ofSeconds(10);
    SourceSettings settings =
        SourceSettings.of(
            datasource,
            Objects.requireNonNull(
                project.connections().get(datasource.topicSource().connectionName())),
            new SourceSettings.Timeouts(timeout, timeout, timeout));
    try {
      return new Adoption(settings, tableUuid()).adopt(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    connector.close();
  }
}
