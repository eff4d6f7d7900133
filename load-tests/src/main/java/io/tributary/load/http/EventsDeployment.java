package io.tributary.load.http;

import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.process.MetricsPage;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Ports;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse and one gatherer that takes rows over HTTP, each a process of its own.
 *
 * <p>Thread: any; calls block.
 */
public final class EventsDeployment implements AutoCloseable {
  /** Counts attempts to insert. */
  static final String INSERTS = "tributary_gatherer_inserts_total";

  /** So many connections a gatherer takes without being told to. */
  private static final int USUAL_CONNECTIONS = 2_000;

  private final @Nullable Sandbox sandbox;
  private final SqlClient sql;
  private final String database;
  private final Path folder;
  private final int httpPort = freePort();
  private List<String> jvmOptions = List.of();
  private @Nullable ServiceUnderLoad gatherer;

  private EventsDeployment(@Nullable Sandbox sandbox, String url, String database, Path folder) {
    this.sandbox = sandbox;
    this.sql = new SqlClient(url, "", "");
    this.database = database;
    this.folder = folder;
  }

  /** With a ClickHouse of the sandbox. */
  public static EventsDeployment inSandbox(Path folder) {
    Sandbox sandbox = Sandbox.start(folder.resolve("servers"));
    // Rows over HTTP need no Kafka, and it would take its share of the cores.
    sandbox.kafka().kill();
    String database = "load";
    sandbox.clickHouse().createDatabase(database);
    return new EventsDeployment(sandbox, sandbox.clickHouse().url(), database, folder);
  }

  /**
   * With a ClickHouse that runs already and wants no password, in a new database, which goes at the
   * end.
   */
  static EventsDeployment onServer(String url, Path folder) {
    String database = "tributary_load_" + Long.toString(System.currentTimeMillis(), 36);
    EventsDeployment deployment = new EventsDeployment(null, url, database, folder);
    String unused = deployment.sql.query("CREATE DATABASE " + database);
    return deployment;
  }

  /** The gatherer is started with these JVM options behind its own. */
  public EventsDeployment withJvmOptions(List<String> options) {
    jvmOptions = List.copyOf(options);
    return this;
  }

  /**
   * Starts the gatherer.
   *
   * @param schemas SCHEMA of each datasource, by name; rows are sorted by {@code request}
   * @param settings beside those that make it serve
   * @param connections that it has to take
   */
  public ServiceUnderLoad startGatherer(
      Map<String, String> schemas, Map<String, String> settings, int connections) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("DATAFILES", datafiles(schemas).toString());
    all.put("HTTP_LISTEN", "127.0.0.1:" + httpPort);
    all.put("SPOOL", folder.toAbsolutePath().resolve("spool").toString());
    // What is measured is the gatherer, not the rate that it is held to.
    all.put("HTTP_REQUESTS_PER_SECOND", "0");
    all.put("HTTP_MAX_CONNECTIONS", "" + Math.max(USUAL_CONNECTIONS, connections));
    ServiceUnderLoad made =
        ServiceUnderLoad.gatherer(folder, sql.url(), database, all).withJvmOptions(jvmOptions);
    gatherer = made;
    made.start();
    return made;
  }

  private Path datafiles(Map<String, String> schemas) {
    Path datafiles = folder.toAbsolutePath().resolve("datafiles");
    try {
      Files.createDirectories(datafiles);
      for (Map.Entry<String, String> schema : schemas.entrySet()) {
        Files.writeString(
            datafiles.resolve(schema.getKey() + ".datasource"),
            schema.getValue() + "\nENGINE MergeTree\nENGINE_SORTING_KEY \"request, row\"\n");
      }
      return datafiles;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + datafiles + ": " + e, e);
    }
  }

  /** Port of the Events API on 127.0.0.1. */
  public int httpPort() {
    return httpPort;
  }

  /** Of ClickHouse, without a database. */
  public SqlClient sql() {
    return sql;
  }

  /** Of all tables. */
  public String database() {
    return database;
  }

  /**
   * The sandbox's server.
   *
   * @throws IllegalStateException if the server is not the sandbox's
   */
  public ClickHouseServer clickHouse() {
    return sandbox()
        .orElseThrow(() -> new IllegalStateException("ClickHouse is not ours"))
        .clickHouse();
  }

  private Optional<Sandbox> sandbox() {
    return Optional.ofNullable(sandbox);
  }

  /** Watches of the gatherer, of ClickHouse (if it is the sandbox's) and of this process. */
  List<ProcessWatch> watches() {
    ServiceUnderLoad service = gatherer();
    long own = ProcessHandle.current().pid();
    return List.of(
        new ProcessWatch(
            "gatherer",
            () -> OptionalLong.of(service.running().pid()),
            () -> page(service),
            List.of(INSERTS)),
        new ProcessWatch("clickhouse", this::clickHousePid, null, List.of()),
        new ProcessWatch("harness", () -> OptionalLong.of(own), null, List.of()));
  }

  private OptionalLong clickHousePid() {
    return sandbox == null
        ? OptionalLong.empty()
        : OptionalLong.of(sandbox.clickHouse().process().pid());
  }

  private static Optional<MetricsPage> page(ServiceUnderLoad service) {
    try {
      return Optional.of(service.metrics());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private ServiceUnderLoad gatherer() {
    ServiceUnderLoad started = gatherer;
    if (started == null) {
      throw new IllegalStateException("the gatherer was not started");
    }
    return started;
  }

  /**
   * Deletes what servers and gatherer of a run that has ended left on disk, but for logs: data of
   * many runs would fill it.
   */
  public static void deleteData(Path folder) {
    for (String data : List.of("servers/kafka", "servers/clickhouse", "spool")) {
      if (Files.exists(folder.resolve(data))) {
        delete(folder.resolve(data));
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  private static int freePort() {
    try {
      return Ports.free();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ServiceUnderLoad started = gatherer;
    if (started != null) {
      started.close();
    }
    if (sandbox == null) {
      String unused = sql.query("DROP DATABASE IF EXISTS " + database);
    } else {
      sandbox.close();
    }
  }
}
