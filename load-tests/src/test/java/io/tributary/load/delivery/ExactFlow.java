package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.fault.ClickHouseProxy;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.protocol.placement.Rendezvous;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.DoublePredicate;

/**
 * A topic, its table, and the services between them, each with a lease of a second: whatever a test
 * does to them, each record must be there once in the end. All that it made ends with it.
 *
 * <p>Thread: one, beside the one that {@link #keepProducing} starts.
 */
final class ExactFlow implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String DATABASE = "exact";
  private static final int STEADY_ROWS = 50;

  /** The rate matters to no test, and the machine has other work. */
  private static final Duration BETWEEN_ROWS = Duration.ofMillis(20);

  /** At Kafka, for which each look is a new client. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Path work;
  private final String kafka;
  private final String name;
  private final String engine;
  private final EventProducer producer;
  private final SqlClient sql;
  private final List<ServiceUnderLoad> services = new ArrayList<>();
  private final List<ClickHouseProxy> proxies = new ArrayList<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private CompletableFuture<Void> producing = CompletableFuture.completedFuture(null);

  /** A gatherer and the way to ClickHouse that only it takes. */
  record Gatherer(ServiceUnderLoad service, ClickHouseProxy clickHouse) {
    String address() {
      return service.listen();
    }
  }

  private ExactFlow(Path work, String kafka, String name, int partitions, String engine) {
    this.work = work;
    this.kafka = kafka;
    this.name = name;
    this.engine = engine;
    this.sql = new SqlClient(Sandbox.shared().clickHouse().url(), "", "");
    Sandbox.shared().clickHouse().createDatabase(DATABASE);
    EventProducer.createTopic(kafka, name, partitions);
    this.producer = new EventProducer(kafka, name, name.hashCode());
  }

  /**
   * On the servers that all tests share.
   *
   * @param name of topic and table
   */
  static ExactFlow of(Path work, String name, int partitions) {
    return on(Sandbox.shared().kafka().bootstrapServers(), work, name, partitions);
  }

  /** With a Kafka of the test's own. */
  static ExactFlow on(String kafka, Path work, String name, int partitions) {
    return new ExactFlow(
        work, kafka, name, partitions, "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp");
  }

  /** On the servers that all tests share, into a table of this engine. */
  static ExactFlow into(String engine, Path work, String name, int partitions) {
    return new ExactFlow(
        work, Sandbox.shared().kafka().bootstrapServers(), name, partitions, engine);
  }

  /** Starts a gatherer. */
  Gatherer gatherer(String... settings) {
    Gatherer gatherer = prepared(settings);
    gatherer.service().start();
    return gatherer;
  }

  /** Starts two gatherers; the first one is that which connectors of this table prefer. */
  List<Gatherer> gatherers(String... settings) {
    List<Gatherer> both =
        Rendezvous.order(name, List.of(prepared(settings), prepared(settings)), Gatherer::address);
    both.parallelStream().forEach(gatherer -> gatherer.service().start());
    return both;
  }

  private Gatherer prepared(String... settings) {
    ClickHouseProxy proxy = ClickHouseProxy.to(sql.url());
    proxies.add(proxy);
    Map<String, String> all = new HashMap<>();
    all.put("FLUSH_INTERVAL", "50ms");
    all.put("RETRY_MAX_DELAY", "200ms");
    put(all, settings);
    return new Gatherer(
        managed(ServiceUnderLoad.gatherer(folder("gatherer"), proxy.url(), DATABASE, all)), proxy);
  }

  private Path folder(String kind) {
    return work.resolve(kind + services.size());
  }

  private ServiceUnderLoad managed(ServiceUnderLoad service) {
    ServiceUnderLoad quick = service.withJvmOptions(QUICK_START);
    services.add(quick);
    return quick;
  }

  private static void put(Map<String, String> all, String... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
  }

  /** Starts a connector that knows these gatherers. */
  ServiceUnderLoad connector(List<Gatherer> gatherers, String... settings) {
    return connectorBy(kafka, gatherers, settings);
  }

  /** Starts a connector that reaches Kafka by this address. */
  ServiceUnderLoad connectorBy(String bootstrap, List<Gatherer> gatherers, String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("LEASE", "1s");
    all.put("KAFKA_SESSION_TIMEOUT", "6s");
    all.put("RETRY_MAX_DELAY", "200ms");
    put(all, settings);
    Path folder = folder("connector");
    Path datafiles;
    try {
      datafiles =
          new KafkaProject(bootstrap, name, ClickEvents.SCHEMA, engine, name, group(), "earliest")
              .write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String addresses = String.join(",", gatherers.stream().map(Gatherer::address).toList());
    ServiceUnderLoad connector =
        managed(ServiceUnderLoad.connector(folder, datafiles, addresses, all));
    connector.start();
    return connector;
  }

  String group() {
    return "readers-" + name;
  }

  String table() {
    return DATABASE + "." + name;
  }

  /** The table and, where there is one, its quarantine: a record has to be in one of them. */
  private String withQuarantine() {
    return "merge('%s', '^%s(_quarantine)?$')".formatted(DATABASE, name);
  }

  String sql(String statement) {
    return sql.query(statement);
  }

  long number(String question) {
    return sql.number(question);
  }

  void produce(int records) {
    producer.produce(records);
  }

  /** Produces on a thread of its own until {@link #stopProducing}. */
  void keepProducing() {
    enough.set(false);
    producing =
        CompletableFuture.runAsync(
            () -> {
              while (!enough.get()) {
                producer.produce(STEADY_ROWS);
                Await.pause(BETWEEN_ROWS);
              }
            },
            task -> Thread.ofVirtual().start(task));
  }

  void stopProducing() {
    enough.set(true);
    producing.join();
  }

  OffsetProof look() {
    return OffsetProof.look(new OffsetProof.Place(kafka, name, group(), sql, withQuarantine()));
  }

  long stored() {
    return sql.number("SELECT count() FROM " + table());
  }

  void await(String what, BooleanSupplier condition) {
    Await.until(what, LIMIT, condition);
  }

  void awaitStored(long rows) {
    await(rows + " rows are stored", () -> stored() >= rows);
  }

  /** Records that are produced after this moment are stored, not only those on their way. */
  void awaitMore() {
    long acknowledged = producer.acknowledged();
    await("rows go on", () -> distinct() > acknowledged);
  }

  private long distinct() {
    return sql.number("SELECT uniqExact(__partition, __offset) FROM " + withQuarantine());
  }

  /** Waits until everything is stored and committed; nothing may be there twice. */
  void awaitAllOnce() {
    await("every row is stored", () -> distinct() >= producer.acknowledged());
    await(
        "everything is committed",
        () -> {
          boolean committed = look().behind().isEmpty();
          if (!committed) {
            Await.pause(BETWEEN_LOOKS);
          }
          return committed;
        });
    assertAllOnce();
  }

  /** Everything is in the table now, and nothing twice. */
  void assertAllOnce() {
    OffsetProof now = look();
    assertEquals(producer.acknowledged(), now.produced());
    assertEquals(0, now.missing());
    assertEquals(0, now.duplicates());
  }

  /** Waits for the value of a metric, summed over its labels; a busy service is asked again. */
  void awaitMetric(ServiceUnderLoad service, String metric, DoublePredicate wanted) {
    await(
        metric + " is as wanted",
        () -> {
          try {
            return wanted.test(service.metrics().sum(metric));
          } catch (UncheckedIOException e) {
            return false;
          }
        });
  }

  /** Waits until a service has logged this. */
  void awaitLine(ServiceUnderLoad service, String part) {
    await("a line of the log says: " + part, () -> log(service).contains(part));
  }

  static String log(ServiceUnderLoad service) {
    try {
      return Files.readString(service.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** They run, and what happened around them was no error of theirs. */
  static void assertAlive(ServiceUnderLoad... services) {
    for (ServiceUnderLoad service : services) {
      assertTrue(service.isAlive(), () -> "ended: " + log(service));
      // The Kafka client has its own opinion of commits that come too late.
      assertEquals(
          List.of(),
          log(service)
              .lines()
              .filter(line -> line.contains(" ERROR ") && !line.contains("ConsumerCoordinator"))
              .toList());
    }
  }

  @Override
  public void close() {
    enough.set(true);
    // What a service would do in order is of no interest any more, and it may be suspended.
    services.forEach(ExactFlow::kill);
    producing.exceptionally(failure -> null).join();
    producer.close();
    proxies.forEach(ClickHouseProxy::close);
  }

  private static void kill(ServiceUnderLoad service) {
    if (service.isAlive()) {
      service.kill();
    }
  }
}
