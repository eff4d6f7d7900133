package io.tributary.load.process;

import io.tributary.sandbox.Ports;
import io.tributary.sandbox.ProcessSpec;
import io.tributary.sandbox.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gatherer, a connector or several connectors in a process, which can be stopped, killed and
 * started again with the same settings and on the same ports.
 *
 * <p>Thread: any; every call blocks until it is done.
 */
public final class ServiceUnderLoad implements AutoCloseable {
  /** What the JVM of every service is started with. */
  public static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms64m",
          "-Xmx512m",
          "-XX:MaxDirectMemorySize=1g",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final ProcessSpec spec;
  private final String listen;
  private final List<String> managements;
  private volatile @Nullable ServerProcess process;

  private ServiceUnderLoad(ProcessSpec spec, String listen, List<String> managements) {
    this.spec = spec;
    this.listen = listen;
    this.managements = List.copyOf(managements);
  }

  /**
   * A gatherer in front of this ClickHouse, on free ports; not started yet.
   *
   * @param workFolder gets its log
   * @param settings what differs from the defaults, such as {@code FLUSH_INTERVAL}
   */
  public static ServiceUnderLoad gatherer(
      Path workFolder, String clickHouseUrl, String database, Map<String, String> settings) {
    String listen = freeAddress();
    String management = freeAddress();
    ProcessSpec spec =
        ProcessSpec.of(
                "gatherer",
                "io.tributary.gatherer.GathererMain",
                workFolder.resolve("gatherer.log"))
            .withEnv("TRIBUTARY_GATHERER_LISTEN", listen)
            .withEnv("TRIBUTARY_GATHERER_MANAGEMENT_LISTEN", management)
            .withEnv("TRIBUTARY_CLICKHOUSE_URL", clickHouseUrl)
            .withEnv("TRIBUTARY_CLICKHOUSE_DATABASE", database);
    return new ServiceUnderLoad(with(spec, settings), listen, List.of(management));
  }

  /**
   * A connector for the datafiles of a folder; not started yet.
   *
   * @param gatherer address of its gatherer
   */
  public static ServiceUnderLoad connector(
      Path workFolder, Path datafiles, String gatherer, Map<String, String> settings) {
    String management = freeAddress();
    ProcessSpec spec =
        ProcessSpec.of(
                "connector",
                "io.tributary.connector.ConnectorMain",
                workFolder.resolve("connector.log"))
            .withEnv("TRIBUTARY_DATAFILES", datafiles.toAbsolutePath().toString())
            .withEnv("TRIBUTARY_GATHERERS", gatherer)
            .withEnv("TRIBUTARY_CONNECTOR_MANAGEMENT_LISTEN", management);
    return new ServiceUnderLoad(with(spec, settings), "", List.of(management));
  }

  /** One of several connectors in a process. */
  public record Instance(String name, String gatherer) {}

  /**
   * Several connectors for the same datafiles in one process; not started yet.
   *
   * @param workFolder gets its log, and a settings file for each instance
   * @throws UncheckedIOException if it cannot be written to
   */
  public static ServiceUnderLoad connectors(
      Path workFolder, Path datafiles, List<Instance> instances, Map<String, String> settings) {
    List<String> managements = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (Instance instance : instances) {
      String management = freeAddress();
      managements.add(management);
      Path file = workFolder.resolve(instance.name() + ".settings");
      files.add(file.toAbsolutePath().toString());
      try {
        Files.createDirectories(workFolder);
        Files.writeString(
            file,
            """
            CONNECTOR_NAME=%s
            GATHERERS=%s
            CONNECTOR_MANAGEMENT_LISTEN=%s
            """
                .formatted(instance.name(), instance.gatherer(), management));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write to " + workFolder + ": " + e, e);
      }
    }
    ProcessSpec spec =
        ProcessSpec.of(
                "connectors", ConnectorsMain.class.getName(), workFolder.resolve("connector.log"))
            .withArgs(files.toArray(String[]::new))
            .withEnv("TRIBUTARY_DATAFILES", datafiles.toAbsolutePath().toString());
    return new ServiceUnderLoad(with(spec, settings), "", managements);
  }

  /** The same with these JVM options behind its own, so that they win; not started yet. */
  public ServiceUnderLoad withJvmOptions(List<String> options) {
    return new ServiceUnderLoad(
        spec.withJvmOptions(options.toArray(String[]::new)), listen, managements);
  }

  private static ProcessSpec with(ProcessSpec spec, Map<String, String> settings) {
    ProcessSpec result = spec;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      result = result.withEnv("TRIBUTARY_" + setting.getKey(), setting.getValue());
    }
    result = result.withEnv("TRIBUTARY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    // Only what is said here, so that a run is the same in everybody's shell.
    return result
        .withInherited(ProcessSpec.Inherited.NO_SETTINGS)
        .withJvmOptions(JVM_OPTIONS.toArray(String[]::new));
  }

  private static String freeAddress() {
    try {
      return "127.0.0.1:" + Ports.free();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Starts it and waits until it is ready. */
  public void start() {
    process = ServerProcess.start(spec);
  }

  /** Where connectors find it; empty for a connector. */
  public String listen() {
    return listen;
  }

  /** {@code host:port} of its management port, or of the first of several. */
  public String management() {
    return managements.getFirst();
  }

  /** What it prints. */
  public Path log() {
    return spec.logFile();
  }

  /** Whether it runs now. */
  public boolean isAlive() {
    ServerProcess now = process;
    return now != null && now.isAlive();
  }

  /** What it counts at this moment; counters of several instances are added up. */
  public MetricsPage metrics() {
    return MetricsPage.joined(managements.stream().map(MetricsPage::fetch).toList());
  }

  /** Asks it to end and waits until it has. */
  public void stop() {
    running().stop();
  }

  /** Ends it at once (SIGKILL). */
  public void kill() {
    running().kill();
  }

  /** The process that runs now. */
  public ServerProcess running() {
    ServerProcess now = process;
    if (now == null) {
      throw new IllegalStateException(spec.name() + " was not started");
    }
    return now;
  }

  @Override
  public void close() {
    ServerProcess now = process;
    if (now != null) {
      now.close();
    }
  }
}
