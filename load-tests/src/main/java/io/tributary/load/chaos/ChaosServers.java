package io.tributary.load.chaos;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.schedule.Topology;
import io.tributary.load.fault.TcpProxy;
import io.tributary.load.process.SqlClient;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.KafkaServer;
import io.tributary.sandbox.Ports;
import io.tributary.sandbox.Sandbox;
import io.tributary.sandbox.SchemaRegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Kafka, ClickHouse and the schema registry, for one run or several. Each connector has a way of
 * its own to Kafka and to the registry, which only it takes; the harness itself goes there
 * directly.
 *
 * <p>Thread: any; calls block.
 */
public final class ChaosServers implements AutoCloseable {
  private final Sandbox sandbox;
  private final List<TcpProxy> toKafka;
  private final List<TcpProxy> toRegistry = new ArrayList<>();

  private ChaosServers(Sandbox sandbox, List<TcpProxy> toKafka) {
    this.sandbox = sandbox;
    this.toKafka = toKafka;
  }

  /** Starts all of them. */
  public static ChaosServers start(Path folder, int connectors) {
    List<TcpProxy> toKafka = new ArrayList<>();
    List<KafkaServer.Detour> detours = new ArrayList<>();
    for (int i = 0; i < connectors; i++) {
      int port = freePort();
      TcpProxy proxy = TcpProxy.to("127.0.0.1:" + port);
      toKafka.add(proxy);
      detours.add(new KafkaServer.Detour(port, proxy.address()));
    }
    ChaosServers servers =
        new ChaosServers(Sandbox.startBehind(folder.resolve("servers"), detours), toKafka);
    servers.sandbox.clickHouse().createDatabase(ChaosSource.DATABASE);
    for (int i = 0; i < connectors; i++) {
      servers.toRegistry.add(TcpProxy.to(URI.create(servers.registryUrl()).getAuthority()));
    }
    return servers;
  }

  private static int freePort() {
    try {
      return Ports.free();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int connectors() {
    return toKafka.size();
  }

  KafkaServer kafka() {
    return sandbox.kafka();
  }

  ClickHouseServer clickHouse() {
    return sandbox.clickHouse();
  }

  SchemaRegistryServer registry() {
    return sandbox.schemaRegistry();
  }

  String registryUrl() {
    return registry().url();
  }

  SqlClient sql() {
    return new SqlClient(clickHouse().url(), "", "");
  }

  /** The way of one connector to Kafka. */
  TcpProxy toKafka(int connector) {
    return toKafka.get(connector);
  }

  /** The way of one connector to the registry. */
  TcpProxy toRegistry(int connector) {
    return toRegistry.get(connector);
  }

  /** What a connector calls the registry. */
  String registryUrl(int connector) {
    URI direct = URI.create(registryUrl());
    return "http://" + toRegistry.get(connector).address() + direct.getPath();
  }

  /** So many of each as a run on these servers has. */
  Topology topology(int gatherers, int sources) {
    return new Topology(connectors(), gatherers, sources);
  }

  @Override
  public void close() {
    try (sandbox) {
      toKafka.forEach(TcpProxy::close);
      toRegistry.forEach(TcpProxy::close);
    }
  }
}
