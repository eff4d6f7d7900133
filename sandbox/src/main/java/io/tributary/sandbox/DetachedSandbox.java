package io.tributary.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Servers that outlive the JVM that started them, and the file that remembers them. */
final class DetachedSandbox {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String REGISTRY = "registry";
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private DetachedSandbox() {}

  static SandboxStatus up(SandboxFolder folder, Consumer<String> progress) {
    SandboxStatus before = status(folder);
    if (before.isUp()) {
      return before;
    }
    // One of two is of no use: it is ended, and both start.
    down(folder);
    progress.accept("Starting Kafka and ClickHouse in " + folder.path());
    Sandbox sandbox = Sandbox.start(folder, progress, ProcessSpec.Lifetime.DETACHED);
    ClickHouseServer clickHouse = sandbox.clickHouse();
    KafkaServer kafka = sandbox.kafka();
    write(
        folder,
        new State(
            List.of(
                entry("clickhouse", clickHouse.url(), clickHouse.process()),
                entry("kafka", kafka.bootstrapServers(), kafka.process()))));
    return status(folder);
  }

  static SandboxStatus upWithRegistry(SandboxFolder folder, Consumer<String> progress) {
    SandboxStatus others = up(folder, progress);
    if (others.servers().stream().anyMatch(server -> server.name().equals(REGISTRY))) {
      return others;
    }
    progress.accept("Starting the schema registry in " + folder.path());
    SchemaRegistryServer registry =
        SchemaRegistryServer.start(folder, ProcessSpec.Lifetime.DETACHED);
    List<Entry> entries = new ArrayList<>(read(folder).servers());
    entries.add(entry(REGISTRY, registry.url(), registry.process()));
    write(folder, new State(entries));
    return status(folder);
  }

  static SandboxStatus status(SandboxFolder folder) {
    List<SandboxStatus.Server> servers =
        read(folder).servers().stream()
            .map(
                e ->
                    new SandboxStatus.Server(
                        e.name(), e.address(), e.pid(), running(e).isPresent(), Path.of(e.log())))
            .toList();
    return new SandboxStatus(folder.path(), servers);
  }

  static SandboxStatus down(SandboxFolder folder) {
    SandboxStatus before = status(folder);
    List<Entry> entries = read(folder).servers();
    entries.forEach(e -> running(e).ifPresent(ProcessHandle::destroy));
    entries.forEach(e -> running(e).ifPresent(handle -> end(e, handle)));
    try {
      Files.deleteIfExists(folder.state());
    } catch (IOException e) {
      throw new SandboxException("Cannot delete " + folder.state() + ": " + e.getMessage(), e);
    }
    return before;
  }

  private static void end(Entry entry, ProcessHandle handle) {
    try {
      handle.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      handle.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while stopping " + entry.name(), e);
    }
  }

  /** The process of an entry; another one that was given its pid later does not count. */
  private static Optional<ProcessHandle> running(Entry entry) {
    return ProcessHandle.of(entry.pid())
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startOf(handle) == entry.startedMillis());
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static Entry entry(String name, String address, ServerProcess process) {
    long started = ProcessHandle.of(process.pid()).map(DetachedSandbox::startOf).orElse(0L);
    return new Entry(name, address, process.pid(), started, process.log().toString());
  }

  private static State read(SandboxFolder folder) {
    if (!Files.exists(folder.state())) {
      return new State(List.of());
    }
    try {
      return JSON.readValue(folder.state().toFile(), State.class);
    } catch (IOException e) {
      throw new SandboxException(
          folder.state() + " cannot be read (" + e.getMessage() + "); delete it.", e);
    }
  }

  private static void write(SandboxFolder folder, State state) {
    Path fresh = folder.state().resolveSibling("sandbox.json.new");
    try {
      JSON.writeValue(fresh.toFile(), state);
      Files.move(fresh, folder.state(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SandboxException("Cannot write " + folder.state() + ": " + e.getMessage(), e);
    }
  }

  /** What sandbox.json holds. */
  record State(List<Entry> servers) {}

  /**
   * One server in sandbox.json.
   *
   * @param startedMillis when the system says that the process started; with the pid, who it is
   */
  record Entry(String name, String address, long pid, long startedMillis, String log) {}
}
