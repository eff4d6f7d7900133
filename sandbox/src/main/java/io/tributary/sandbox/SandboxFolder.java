package io.tributary.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a sandbox keeps what it has.
 *
 * <pre>
 *   kafka/        data, ports
 *   clickhouse/   data, port, configuration
 *   registry/     data, ports
 *   logs/         what each server printed
 *   sandbox.json  the detached servers, if any
 * </pre>
 */
record SandboxFolder(Path path) {
  /** JVM option: the servers log quietly to stdout, whatever the class path is configured for. */
  static final String LOGGING =
      "-Dlog4j2.configurationFile=classpath:io/tributary/sandbox/server-log4j2.xml";

  SandboxFolder {
    path = path.toAbsolutePath().normalize();
  }

  Path home(String server) throws IOException {
    return Files.createDirectories(path.resolve(server));
  }

  Path log(String server) {
    return path.resolve("logs").resolve(server + ".log");
  }

  Path state() {
    return path.resolve("sandbox.json");
  }
}
