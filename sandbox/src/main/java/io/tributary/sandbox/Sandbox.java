package io.tributary.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and ClickHouse, and for those who ask a schema registry, as real servers on this machine.
 *
 * <p>{@link #start} and {@link #shared} give servers that end with this JVM, for tests. {@link
 * #up}, {@link #status} and {@link #down} are for people: servers that stay until they are taken
 * down.
 *
 * <p>Thread: any; all methods block.
 */
public final class Sandbox implements AutoCloseable {
  private final SandboxFolder folder;
  private final ProcessSpec.Lifetime lifetime;
  private final KafkaServer kafka;
  private final ClickHouseServer clickHouse;
  private @Nullable SchemaRegistryServer schemaRegistry;

  private Sandbox(
      SandboxFolder folder,
      ProcessSpec.Lifetime lifetime,
      KafkaServer kafka,
      ClickHouseServer clickHouse) {
    this.folder = folder;
    this.lifetime = lifetime;
    this.kafka = kafka;
    this.clickHouse = clickHouse;
  }

  /**
   * Starts both servers, on whatever data they left in the folder earlier.
   *
   * @param workFolder for their data and logs; one sandbox at a time may use it
   * @throws SandboxException if one does not start; then none is left running
   */
  public static Sandbox start(Path workFolder) {
    return start(new SandboxFolder(workFolder), line -> {}, ProcessSpec.Lifetime.WITH_PARENT);
  }

  /**
   * The same, with more listeners of Kafka.
   *
   * @throws SandboxException if one does not start; then none is left running
   */
  public static Sandbox startBehind(Path workFolder, List<KafkaServer.Detour> detours) {
    SandboxFolder folder = new SandboxFolder(workFolder);
    ProcessSpec.Lifetime lifetime = ProcessSpec.Lifetime.WITH_PARENT;
    return start(folder, line -> {}, lifetime, () -> KafkaServer.start(folder, detours, lifetime));
  }

  /**
   * The sandbox of this JVM, started by the first call in a new folder under {@code target} and
   * ended with the JVM. Its data is then deleted, its logs stay.
   */
  public static Sandbox shared() {
    return Shared.get();
  }

  /**
   * Starts Kafka and ClickHouse so that they go on when this JVM ends; does nothing about those
   * that run already.
   *
   * @param workFolder for their data, logs and {@code sandbox.json}, which says what runs where
   * @param progress told in lines for people what takes long
   */
  public static SandboxStatus up(Path workFolder, Consumer<String> progress) {
    return DetachedSandbox.up(new SandboxFolder(workFolder), progress);
  }

  /** What {@link #up} does, with a schema registry beside them. */
  public static SandboxStatus upWithRegistry(Path workFolder, Consumer<String> progress) {
    return DetachedSandbox.upWithRegistry(new SandboxFolder(workFolder), progress);
  }

  /** What {@link #up} started in a folder, and whether it still runs; empty if nothing was. */
  public static SandboxStatus status(Path workFolder) {
    return DetachedSandbox.status(new SandboxFolder(workFolder));
  }

  /**
   * Ends what {@link #up} started in a folder; the data stays for the next time.
   *
   * @return what ran before
   */
  public static SandboxStatus down(Path workFolder) {
    return DetachedSandbox.down(new SandboxFolder(workFolder));
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public ClickHouseServer clickHouse() {
    return clickHouse;
  }

  /**
   * The schema registry; the first call starts it.
   *
   * @throws SandboxException if it does not start
   */
  public synchronized SchemaRegistryServer schemaRegistry() {
    SchemaRegistryServer started =
        schemaRegistry == null ? SchemaRegistryServer.start(folder, lifetime) : schemaRegistry;
    schemaRegistry = started;
    return started;
  }

  /** Ends the servers cleanly; the data stays in the folder. */
  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> kafkaStopped = threads.submit(kafka::stop);
      killRegistry();
      clickHouse.stop();
      join(kafkaStopped);
    }
  }

  static Sandbox start(
      SandboxFolder folder, Consumer<String> progress, ProcessSpec.Lifetime lifetime) {
    return start(folder, progress, lifetime, () -> KafkaServer.start(folder, lifetime));
  }

  private static Sandbox start(
      SandboxFolder folder,
      Consumer<String> progress,
      ProcessSpec.Lifetime lifetime,
      Callable<KafkaServer> startKafka) {
    Path library = EngineInstall.ensure(progress);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<KafkaServer> kafka = threads.submit(startKafka);
      Callable<ClickHouseServer> startClickHouse =
          () -> ClickHouseServer.start(folder, library, lifetime);
      Future<ClickHouseServer> clickHouse = threads.submit(startClickHouse);
      KafkaServer kafkaServer;
      try {
        kafkaServer = join(kafka);
      } catch (SandboxException e) {
        join(clickHouse).stop();
        throw e;
      }
      try {
        return new Sandbox(folder, lifetime, kafkaServer, join(clickHouse));
      } catch (SandboxException e) {
        kafkaServer.stop();
        throw e;
      }
    }
  }

  /** It writes at once what it is told, so a clean end would only take longer. */
  private synchronized void killRegistry() {
    if (schemaRegistry != null) {
      schemaRegistry.kill();
    }
  }

  private static <T> T join(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SandboxException cause
          ? cause
          : new SandboxException("The sandbox failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while starting or stopping the sandbox", e);
    }
  }

  /** The one sandbox of this JVM. */
  private static final class Shared {
    private static @Nullable Sandbox sandbox;

    static synchronized Sandbox get() {
      Sandbox running = sandbox == null ? startShared() : sandbox;
      sandbox = running;
      return running;
    }

    private static Sandbox startShared() {
      SandboxFolder folder =
          new SandboxFolder(Path.of("target", "sandbox-" + ProcessHandle.current().pid()));
      Sandbox sandbox = start(folder, line -> {}, ProcessSpec.Lifetime.WITH_PARENT);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sandbox, folder), "sandbox-end"));
      return sandbox;
    }

    private static void end(Sandbox sandbox, SandboxFolder folder) {
      try {
        // Nobody will read this data again, so it need not be left in order.
        sandbox.kafka.kill();
        sandbox.killRegistry();
        sandbox.clickHouse.stop();
        Folders.delete(folder.home("kafka"));
        Folders.delete(folder.home("clickhouse"));
        Folders.delete(folder.home("registry"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
