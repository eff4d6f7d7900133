package io.tributary.sandbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The line {@code READY key=value …} by which a child says that it serves. */
record ReadyLine(String name, List<String> words) {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int MAX_LOG_BYTES = 1 << 20;
  private static final int LINES_SHOWN = 5;

  /** Waits for the line in what the child appends to its log; stops the child if it never comes. */
  static ReadyLine await(ProcessSpec spec, Process process, long logStart) throws IOException {
    long deadline = System.nanoTime() + spec.readyTimeout().toNanos();
    while (true) {
      // Asked before the log is read, so that last words are not missed.
      boolean alive = process.isAlive();
      String log = read(spec.logFile(), logStart);
      ReadyLine line = find(spec.name(), log);
      if (line != null) {
        return line;
      }
      if (!alive) {
        throw new SandboxException(
            spec.name() + " ended with code " + process.exitValue() + advice(spec, log));
      }
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new SandboxException(
            spec.name() + " was not ready within " + spec.readyTimeout() + advice(spec, log));
      }
      pause(spec, process);
    }
  }

  /** The value of a key, which the child is known to print. */
  String value(String key) {
    return words.stream()
        .filter(w -> w.startsWith(key + "="))
        .map(w -> w.substring(key.length() + 1))
        .findFirst()
        .orElseThrow(() -> new SandboxException(name + " was ready without saying its " + key));
  }

  static @Nullable ReadyLine find(String name, String log) {
    // A line that is still being written must not be taken for the whole.
    return log.substring(0, log.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.equals("READY") || line.startsWith("READY "))
        .findFirst()
        .map(line -> new ReadyLine(name, List.of(line.strip().split(" ", -1))))
        .orElse(null);
  }

  private static void pause(ProcessSpec spec, Process process) {
    try {
      // Waiting for its end is the pause: a child that fails is noticed at once.
      boolean unused = process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while starting " + spec.name(), e);
    }
  }

  private static String advice(ProcessSpec spec, String log) {
    List<String> lines = log.lines().filter(l -> !l.isBlank()).toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    return "; see " + spec.logFile() + (last.isEmpty() ? "" : ": " + String.join(" | ", last));
  }

  private static String read(Path file, long from) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = Math.min(MAX_LOG_BYTES, Math.max(0, in.length() - from));
      byte[] bytes = new byte[(int) length];
      in.seek(from);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
