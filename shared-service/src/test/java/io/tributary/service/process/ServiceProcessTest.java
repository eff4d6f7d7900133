package io.tributary.service.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.service.settings.SettingsReader;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Lives of a tiny service, each in a process of its own. */
class ServiceProcessTest {

  /** Starts, and does what its setting MODE says. */
  static final class Tiny {
    public static void main(String[] args) {
      System.exit(
          ServiceProcess.run(
              "tiny",
              null,
              in -> {
                String mode = in.text("MODE", "serve", "What to do.");
                in.number("TIMES", 1, new SettingsReader.Range("1", "9"), "How often.");
                in.finish();
                return process -> new TinyService(process, mode);
              }));
    }
  }

  private record TinyService(ServiceContext process, String mode) implements Service {
    @Override
    public Future<String> start() {
      return switch (mode) {
        case "refuse" -> Future.failedFuture(new StartException("nobody answers; start somebody"));
        case "die" -> {
          process.vertx().setTimer(1, timer -> process.fatal().accept("the ground is gone"));
          yield Future.succeededFuture("port=1");
        }
        default -> Future.succeededFuture("port=1");
      };
    }

    @Override
    public Future<Void> stop() {
      System.out.println("stopped in good order");
      return Future.succeededFuture();
    }
  }

  @Test
  void termStopsInGoodOrder() throws Exception {
    Process process = start(Map.of());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("READY tiny port=1", out.readLine());
      // Process.destroy would close the pipes too.
      process.toHandle().destroy();
      assertEquals("stopped in good order", out.readLine());
    }
    // 143 = the JVM ended on SIGTERM after its hooks.
    assertEquals(143, exitCode(process));
  }

  @Test
  void failedStartIsOneLineAndOne() throws Exception {
    Process process = start(Map.of("MODE", "refuse"));
    assertEquals(1, exitCode(process));
    assertEquals(List.of("tiny: nobody answers; start somebody"), errors(process));
  }

  @Test
  void fatalFailureLaterStopsInGoodOrderWithOne() throws Exception {
    Process process = start(Map.of("MODE", "die"));
    assertEquals(1, exitCode(process));
    assertEquals(List.of("tiny: the ground is gone"), errors(process));
    assertTrue(
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .contains("stopped in good order"));
  }

  @Test
  void wrongSettingsAreTwo() throws Exception {
    Process process = start(Map.of("TIMES", "ten"));
    assertEquals(2, exitCode(process));
    assertTrue(errors(process).getFirst().startsWith("tiny: TIMES is 'ten'"));
  }

  private static Process start(Map<String, String> env) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Tiny.class.getName());
    builder.environment().putAll(env);
    return builder.start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  private static List<String> errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
