package io.tributary.sandbox;

import io.tributary.sandbox.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Kafka broker in a process of its own: one node (KRaft), replication factor 1, topics only when
 * created, listening on loopback. Keeps its data and its port over stops, kills and starts.
 *
 * <p>Thread: any; methods block until the change has happened.
 */
public final class KafkaServer {
  private final ProcessSpec spec;
  private final int port;
  private ServerProcess process;

  private KafkaServer(ProcessSpec spec, int port, ServerProcess process) {
    this.spec = spec;
    this.port = port;
    this.process = process;
  }

  /**
   * Kafka alone, for those who bring a ClickHouse of their own; ends with this JVM.
   *
   * @param workFolder for its data and log
   * @throws SandboxException if it does not start
   */
  public static KafkaServer start(Path workFolder) {
    return start(new SandboxFolder(workFolder), ProcessSpec.Lifetime.WITH_PARENT);
  }

  /**
   * One more listener, whose clients are told to come by another address: that of a proxy in front
   * of it.
   *
   * @param port of the listener
   * @param advertised {@code host:port} that its clients are told
   */
  public record Detour(int port, String advertised) {}

  /** The same with one more listener. */
  public static KafkaServer startBehind(Path workFolder, int port, String advertised) {
    return start(
        new SandboxFolder(workFolder),
        List.of(new Detour(port, advertised)),
        ProcessSpec.Lifetime.WITH_PARENT);
  }

  /** With more listeners. */
  static KafkaServer start(
      SandboxFolder folder, List<Detour> detours, ProcessSpec.Lifetime lifetime) {
    try {
      Path home = folder.home("kafka");
      return Ports.serve(
          List.of(home.resolve("port"), home.resolve("controller-port")),
          ports -> {
            Path more = home.resolve("detour.properties");
            writeDetours(more, ports, detours);
            return start(
                folder,
                List.of(home.toString(), "" + ports.get(0), "" + ports.get(1), "" + more),
                ports.getFirst(),
                lifetime);
          });
    } catch (IOException e) {
      throw new SandboxException("Cannot prepare Kafka's folder: " + e.getMessage(), e);
    }
  }

  private static void writeDetours(Path file, List<Integer> ports, List<Detour> detours) {
    StringBuilder listeners = new StringBuilder("PLAINTEXT://127.0.0.1:" + ports.get(0));
    StringBuilder advertised = new StringBuilder(listeners);
    StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    for (int i = 0; i < detours.size(); i++) {
      String name = "DETOUR" + i;
      listeners.append(",%s://127.0.0.1:%d".formatted(name, detours.get(i).port()));
      advertised.append(",%s://%s".formatted(name, detours.get(i).advertised()));
      protocols.append(",%s:PLAINTEXT".formatted(name));
    }
    try {
      Files.writeString(
          file,
          """
          listeners=%s,CONTROLLER://127.0.0.1:%d
          advertised.listeners=%s
          listener.security.protocol.map=%s
          """
              .formatted(listeners, ports.get(1), advertised, protocols));
    } catch (IOException e) {
      throw new SandboxException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  static KafkaServer start(SandboxFolder folder, ProcessSpec.Lifetime lifetime) {
    try {
      Path home = folder.home("kafka");
      return Ports.serve(
          List.of(home.resolve("port"), home.resolve("controller-port")),
          ports ->
              start(
                  folder,
                  List.of(home.toString(), "" + ports.get(0), "" + ports.get(1)),
                  ports.getFirst(),
                  lifetime));
    } catch (IOException e) {
      throw new SandboxException("Cannot prepare Kafka's folder: " + e.getMessage(), e);
    }
  }

  /**
   * @param args of the broker's process
   */
  static KafkaServer start(
      SandboxFolder folder, List<String> args, int port, ProcessSpec.Lifetime lifetime) {
    ProcessSpec spec =
        ProcessSpec.of("Kafka", KafkaBroker.class.getName(), folder.log("kafka"))
            .withArgs(args.toArray(String[]::new))
            .withJvmOptions(
                "-Xms128m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                SandboxFolder.LOGGING)
            .withLifetime(lifetime);
    return new KafkaServer(spec, port, ServerProcess.start(spec));
  }

  /** What clients call {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Starts it again on the same data and port; does nothing if it runs. */
  public synchronized void start() {
    if (!process.isAlive()) {
      process = ServerProcess.start(spec);
    }
  }

  /** Ends it cleanly (SIGTERM). */
  public void stop() {
    process().stop();
  }

  /** Ends it at once (SIGKILL). */
  public void kill() {
    process().kill();
  }

  public boolean isAlive() {
    return process().isAlive();
  }

  public long pid() {
    return process().pid();
  }

  /** What it printed. */
  public Path log() {
    return spec.logFile();
  }

  /** The process that runs now, for what only tests do to it, such as suspending it. */
  public synchronized ServerProcess process() {
    return process;
  }
}
