package io.tributary.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@code npm ci} in a folder with a lock file. */
final class NpmInstall {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final int LINES_SHOWN = 3;

  private NpmInstall() {}

  static void run(Path folder, Consumer<String> progress) {
    run("npm", folder, progress);
  }

  static void run(String command, Path folder, Consumer<String> progress) {
    ProcessBuilder npm =
        new ProcessBuilder(
                command, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--no-progress")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    // The lock file names no addresses; npm must not miss them either.
    npm.environment().put("npm_config_omit_lockfile_registry_resolved", "true");
    npm.environment().put("npm_config_update_notifier", "false");
    Process process = start(npm);
    LastLines lines = new LastLines(process, progress);
    Thread reader = Thread.ofVirtual().start(lines);
    try {
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw failed("took longer than " + TIMEOUT);
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw failed("ended with " + process.exitValue() + ": " + lines);
    }
  }

  private static Process start(ProcessBuilder npm) {
    try {
      return npm.start();
    } catch (IOException e) {
      throw new SandboxException(
          "npm is not on the PATH, and ClickHouse's engine comes by npm: install Node.js,"
              + EngineInstall.ALTERNATIVE,
          e);
    }
  }

  private static SandboxException failed(String how) {
    return new SandboxException(
        "npm, which fetches ClickHouse's engine, "
            + how
            + ": check the network and npm's registry,"
            + EngineInstall.ALTERNATIVE);
  }

  /** Passes on what a process prints and remembers the end of it. */
  private static final class LastLines implements Runnable {
    private final Process process;
    private final Consumer<String> progress;
    private final Deque<String> last = new ArrayDeque<>();

    LastLines(Process process, Consumer<String> progress) {
      this.process = process;
      this.progress = progress;
    }

    @Override
    public void run() {
      process
          .inputReader()
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(
              line -> {
                progress.accept("npm: " + line);
                synchronized (last) {
                  last.addLast(line);
                  if (last.size() > LINES_SHOWN) {
                    last.removeFirst();
                  }
                }
              });
    }

    @Override
    public String toString() {
      synchronized (last) {
        return String.join(" | ", last);
      }
    }
  }
}
