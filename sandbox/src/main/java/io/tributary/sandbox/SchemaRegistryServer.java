package io.tributary.sandbox;

import io.tributary.sandbox.child.ChildMain;
import io.tributary.sandbox.registry.RegistryProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A schema registry in a process of its own: Apicurio Registry, which speaks Confluent's API.
 * Listens on loopback. Keeps its schemas, its ids and its ports over stops, kills and starts.
 *
 * <p>Maven unpacks it into {@code sandbox/target/registry} ahead of integration tests; where it is
 * says the system property {@value #HOME}.
 *
 * <p>Thread: any; methods block until the change has happened.
 */
public final class SchemaRegistryServer {
  /** System property: the folder of the unpacked registry. */
  public static final String HOME = "tributary.sandbox.registry";

  private static final String CONFLUENT_PATH = "/apis/ccompat/v7";

  private final ProcessSpec spec;
  private final int port;
  private ServerProcess process;

  private SchemaRegistryServer(ProcessSpec spec, int port, ServerProcess process) {
    this.spec = spec;
    this.port = port;
    this.process = process;
  }

  /**
   * A registry of one's own, for those who suspend, kill or restart it; ends with this JVM.
   *
   * @param workFolder for its data and log
   * @throws SandboxException if it is not there or does not start
   */
  public static SchemaRegistryServer start(Path workFolder) {
    return start(new SandboxFolder(workFolder), ProcessSpec.Lifetime.WITH_PARENT);
  }

  static SchemaRegistryServer start(SandboxFolder folder, ProcessSpec.Lifetime lifetime) {
    Path program = program();
    try {
      Path home = folder.home("registry");
      return Ports.serve(
          List.of(home.resolve("port"), home.resolve("management-port")),
          ports -> start(spec(folder, program, home, ports).withLifetime(lifetime), ports));
    } catch (IOException e) {
      throw new SandboxException(
          "Cannot prepare the schema registry's folder: " + e.getMessage(), e);
    }
  }

  private static SchemaRegistryServer start(ProcessSpec spec, List<Integer> ports) {
    return new SchemaRegistryServer(spec, ports.getFirst(), ServerProcess.start(spec));
  }

  private static ProcessSpec spec(
      SandboxFolder folder, Path program, Path home, List<Integer> ports) {
    String api = "http://127.0.0.1:" + ports.getFirst() + CONFLUENT_PATH;
    return ProcessSpec.of(
            "Schema registry", RegistryProcess.class.getName(), folder.log("registry"))
        .withArgs(api + "/subjects")
        .withClassPath(program + File.pathSeparator + ownClasses())
        .withJvmOptions(
            "-Xms64m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            // It lives for minutes and is to be up soon.
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + ports.getFirst(),
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + ports.getLast(),
            "-Dquarkus.banner.enabled=false",
            "-Dquarkus.log.level=WARN",
            "-Dquarkus.log.category.\"io.apicurio\".level=WARN",
            // A file, written at once: what it has confirmed survives even a kill.
            "-Dapicurio.datasource.url=jdbc:h2:file:" + home.resolve("schemas") + ";WRITE_DELAY=0");
  }

  private static Path program() {
    String folder = System.getProperty(HOME, "");
    Path program = Path.of(folder, "quarkus-run.jar");
    if (folder.isEmpty() || !Files.exists(program)) {
      throw new SandboxException(
          "The schema registry is not in "
              + (folder.isEmpty() ? "the folder that -D" + HOME + " names" : folder)
              + ": fetch it with mvn -pl sandbox dependency:unpack@registry");
    }
    return program;
  }

  /** Where the classes of this module are; the registry brings all others itself. */
  private static Path ownClasses() {
    try {
      URI place = ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where Confluent's API is, {@code http://127.0.0.1:PORT/apis/ccompat/v7}. */
  public String url() {
    return "http://127.0.0.1:" + port + CONFLUENT_PATH;
  }

  /** Starts it again on the same schemas and port; does nothing if it runs. */
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

  /** What it printed. */
  public Path log() {
    return spec.logFile();
  }

  /** The process that runs now, for what only tests do to it, such as suspending it. */
  public synchronized ServerProcess process() {
    return process;
  }
}
