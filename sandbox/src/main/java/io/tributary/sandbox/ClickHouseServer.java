package io.tributary.sandbox;

import io.tributary.sandbox.clickhouse.ClickHouseProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A ClickHouse server in a process of its own: ClickHouse's engine as a library, with its HTTP
 * interface in front. Keeps its data and its port over stops, kills and starts.
 *
 * <p>Work in a database from {@link #createDatabase}: tables of {@code default} have no uuid.
 *
 * <p>Thread: any; methods block until the change has happened or the answer is there.
 */
public final class ClickHouseServer {
  private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ProcessSpec spec;
  private final int port;
  private final Path spool;
  private ServerProcess process;

  private ClickHouseServer(ProcessSpec spec, int port, Path spool, ServerProcess process) {
    this.spec = spec;
    this.port = port;
    this.spool = spool;
    this.process = process;
  }

  /**
   * Starts one that belongs to no sandbox, on whatever data it left in the folder earlier. It ends
   * with this JVM.
   *
   * @param workFolder for its data and log; one server at a time may use it
   * @throws SandboxException if it does not start
   */
  public static ClickHouseServer start(Path workFolder) {
    return start(
        new SandboxFolder(workFolder),
        EngineInstall.ensure(line -> {}),
        ProcessSpec.Lifetime.WITH_PARENT);
  }

  static ClickHouseServer start(SandboxFolder folder, Path library, ProcessSpec.Lifetime lifetime) {
    try {
      Path home = folder.home("clickhouse");
      return Ports.serve(
          List.of(home.resolve("port")),
          ports -> start(folder, library, home, ports.getFirst(), lifetime));
    } catch (IOException e) {
      throw new SandboxException("Cannot prepare ClickHouse's folder: " + e.getMessage(), e);
    }
  }

  private static ClickHouseServer start(
      SandboxFolder folder, Path library, Path home, int port, ProcessSpec.Lifetime lifetime) {
    Path spool = spool(home);
    ProcessSpec spec =
        ProcessSpec.of("ClickHouse", ClickHouseProcess.class.getName(), folder.log("clickhouse"))
            .withArgs("" + port, library.toString(), home.toString(), spool.toString())
            .withJvmOptions(
                "-Xms64m",
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                SandboxFolder.LOGGING)
            .withEnv(EnginePlatform.preloadVariable(), EnginePlatform.signalChaining().toString())
            .withEnv("TZ", "UTC")
            .withLifetime(lifetime);
    return new ClickHouseServer(spec, port, spool, ServerProcess.start(spec));
  }

  /** Bodies wait in memory if the system has a file system for that. */
  private static Path spool(Path home) {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? memory.resolve("tributary-" + Integer.toHexString(home.toString().hashCode()))
        : home.resolve("spool");
  }

  /** Where its HTTP interface is, {@code http://127.0.0.1:PORT}. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Runs one statement in the database {@code default}.
   *
   * @return the answer without white space around it, tab-separated unless the statement says
   *     otherwise
   * @throws ClickHouseException if ClickHouse answers with an error
   * @throws SandboxException if it does not answer within 2 minutes
   */
  public String query(String sql) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/"))
            .timeout(QUERY_TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(sql));
    // The child has this JVM's environment, and with it the same password.
    String password = System.getenv(ClickHouseProcess.PASSWORD);
    if (password != null) {
      request.header("X-ClickHouse-Key", password);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        String code = answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse("0");
        throw new ClickHouseException(Integer.parseInt(code), answer.body().strip());
      }
      return answer.body().strip();
    } catch (IOException e) {
      throw new SandboxException("ClickHouse at " + url() + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while waiting for ClickHouse", e);
    }
  }

  /** Creates a database whose tables have a uuid (engine Atomic), if it is not there. */
  public void createDatabase(String name) {
    query("CREATE DATABASE IF NOT EXISTS `" + name.replace("`", "\\`") + "` ENGINE = Atomic");
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
    try {
      // It had no chance to free the memory that its requests' bodies took.
      Folders.delete(spool);
    } catch (IOException e) {
      throw new SandboxException("Cannot delete " + spool + ": " + e.getMessage(), e);
    }
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
