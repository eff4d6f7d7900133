package io.tributary.load.chaos;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.fault.ClickHouseProxy;
import io.tributary.load.fault.InsertEvent;
import io.tributary.load.fault.TcpProxy;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.workload.KafkaProject;
import io.tributary.sandbox.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The gatherers and connectors of one run. Each pair of processes that talk has a proxy of its own
 * between them.
 *
 * <p>Thread: any; calls block.
 */
final class ChaosServices implements AutoCloseable {
  private static final int STARTS = 3;

  private static final List<String> JVM =
      List.of(
          "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dtributary.log.trail=DEBUG");

  /** Short, so that a fault costs seconds; the lease is not above the session timeout. */
  private static final Map<String, String> GATHERER =
      Map.ofEntries(
          Map.entry("FLUSH_INTERVAL", "500ms"),
          Map.entry("RETRY_MAX_DELAY", "400ms"),
          Map.entry("CONNECT_TIMEOUT", "1s"),
          Map.entry("INSERT_TIMEOUT", "4s"),
          Map.entry("LOST_INSERT_KILL_AFTER", "2s"),
          Map.entry("TAKEOVER_KILL_AFTER", "1s"),
          Map.entry("LOOK_TIMEOUT", "5s"),
          Map.entry("SESSION_SILENCE", "6s"),
          Map.entry("STARTUP_TIMEOUT", "40s"),
          Map.entry("DRAIN_TIMEOUT", "3s"),
          Map.entry("SHUTDOWN_TIMEOUT", "10s"));

  private static final Map<String, String> CONNECTOR =
      Map.ofEntries(
          Map.entry("LEASE", "2s"),
          Map.entry("KAFKA_SESSION_TIMEOUT", "6s"),
          Map.entry("KAFKA_TIMEOUT", "6s"),
          Map.entry("COMMIT_INTERVAL", "500ms"),
          Map.entry("BATCH_INTERVAL", "100ms"),
          Map.entry("BATCH_ROWS", "200"),
          Map.entry("TABLE_LOOK_INTERVAL", "1s"),
          Map.entry("TOPIC_LOOK_INTERVAL", "1s"),
          Map.entry("REGISTRY_TIMEOUT", "1s"),
          Map.entry("REGISTRY_RETRY_MAX_DELAY", "500ms"),
          Map.entry("CONNECT_TIMEOUT", "1s"),
          Map.entry("RETRY_MAX_DELAY", "400ms"),
          Map.entry("SESSION_SILENCE", "3s"),
          Map.entry("GATHERER_RETURN_INTERVAL", "3s"),
          Map.entry("STARTUP_TIMEOUT", "40s"),
          Map.entry("DRAIN_TIMEOUT", "3s"),
          Map.entry("SHUTDOWN_TIMEOUT", "10s"));

  private final List<Gatherer> gatherers = new ArrayList<>();
  private final List<ServiceUnderLoad> connectors = new ArrayList<>();

  /** By connector, then by gatherer. */
  private final List<List<TcpProxy>> between = new ArrayList<>();

  /** A gatherer and its way to ClickHouse. */
  record Gatherer(ServiceUnderLoad service, TcpProxy network, ClickHouseProxy inserts) {}

  /**
   * Prepares all, and starts none.
   *
   * @param witness told of each insert, by the name of the gatherer that makes it
   */
  ChaosServices(
      Path folder,
      ChaosServers servers,
      List<ChaosSource> sources,
      int gatherers,
      BiConsumer<String, InsertEvent> witness) {
    for (int i = 0; i < gatherers; i++) {
      String name = "gatherer-" + i;
      ClickHouseProxy inserts =
          ClickHouseProxy.to(servers.clickHouse().url(), event -> witness.accept(name, event));
      TcpProxy network = TcpProxy.to(URI.create(inserts.url()).getAuthority());
      Map<String, String> settings = new HashMap<>(GATHERER);
      settings.put("GATHERER_NAME", name);
      this.gatherers.add(
          new Gatherer(
              ServiceUnderLoad.gatherer(
                      folder.resolve(name),
                      "http://" + network.address(),
                      ChaosSource.DATABASE,
                      settings)
                  .withJvmOptions(JVM),
              network,
              inserts));
    }
    for (int i = 0; i < servers.connectors(); i++) {
      connectors.add(connector(folder.resolve("connector-" + i), servers, sources, i));
    }
  }

  private ServiceUnderLoad connector(
      Path folder, ChaosServers servers, List<ChaosSource> sources, int index) {
    List<TcpProxy> ways =
        gatherers.stream().map(gatherer -> TcpProxy.to(gatherer.service().listen())).toList();
    between.add(ways);
    Map<String, String> settings = new HashMap<>(CONNECTOR);
    settings.put("CONNECTOR_NAME", "connector-" + index);
    return ServiceUnderLoad.connector(
            folder,
            datafiles(folder, servers, sources, index),
            String.join(",", ways.stream().map(TcpProxy::address).toList()),
            settings)
        .withJvmOptions(JVM);
  }

  private static Path datafiles(
      Path folder, ChaosServers servers, List<ChaosSource> sources, int index) {
    Path datafiles = folder;
    for (ChaosSource source : sources) {
      try {
        datafiles =
            new KafkaProject(
                    servers.toKafka(index).address(),
                    source.name(),
                    source.datasource(),
                    "",
                    source.name(),
                    source.group(),
                    "earliest")
                .writeWithRegistry(folder, servers.registryUrl(index));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return datafiles;
  }

  void start() {
    gatherers.parallelStream().forEach(gatherer -> start(gatherer.service()));
    connectors.parallelStream().forEach(ChaosServices::start);
  }

  /** Timeouts are short, and on a busy machine the first start may miss one. */
  private static void start(ServiceUnderLoad service) {
    for (int left = STARTS; !service.isAlive(); left--) {
      try {
        service.start();
      } catch (SandboxException e) {
        if (left <= 1) {
          throw e;
        }
      }
    }
  }

  List<Gatherer> gatherers() {
    return List.copyOf(gatherers);
  }

  List<ServiceUnderLoad> connectors() {
    return List.copyOf(connectors);
  }

  /** The way between a connector and a gatherer, counted through. */
  TcpProxy between(int pair) {
    return between.get(pair / gatherers.size()).get(pair % gatherers.size());
  }

  /** Everything between processes passes again. */
  void healNetwork() {
    between.forEach(ways -> ways.forEach(TcpProxy::heal));
    for (Gatherer gatherer : gatherers) {
      gatherer.network().heal();
      gatherer.inserts().heal();
      gatherer.inserts().deliver();
    }
  }

  @Override
  public void close() {
    connectors.forEach(ChaosServices::end);
    gatherers.forEach(gatherer -> end(gatherer.service()));
    between.forEach(ways -> ways.forEach(TcpProxy::close));
    for (Gatherer gatherer : gatherers) {
      gatherer.network().close();
      gatherer.inserts().close();
    }
  }

  /** It may be frozen, and what it would do in order is of no interest any more. */
  private static void end(ServiceUnderLoad service) {
    if (service.isAlive()) {
      service.kill();
    }
  }
}
