package io.tributary.load.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where the figures come from.
 *
 * @param cpu model name
 * @param cores that this process may use
 * @param memoryBytes of the machine
 * @param system name and version
 * @param jdk name and version
 * @param commit of the sources, with {@code +} when they were changed since; {@code unknown}
 *     outside of a checkout
 */
public record Machine(
    String cpu, int cores, long memoryBytes, String system, String jdk, String commit) {
  private static final long GIT_SECONDS = 10;

  /** This one. */
  public static Machine here(Path sources) {
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name", "unknown"),
        Runtime.getRuntime().availableProcessors(),
        kibibytes(value(Path.of("/proc/meminfo"), "MemTotal", "0 kB")) << 10,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        commit(sources));
  }

  /** One line for a report, without an end. */
  public String line() {
    return "%s, %d cores, %d GiB; %s; %s; sources %s"
        .formatted(cpu, cores, memoryBytes >> 30, system, jdk, commit);
  }

  /** The same by name, for a list. */
  public Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("CPU", "%s, %d cores".formatted(cpu, cores));
    lines.put("Memory", String.format(Locale.ROOT, "%.1f GiB", memoryBytes / 1073741824.0));
    lines.put("System", system);
    lines.put("JDK", jdk);
    lines.put("Commit", commit);
    return lines;
  }

  private static String value(Path file, String key, String fallback) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key) && line.contains(":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(fallback);
    } catch (IOException e) {
      return fallback;
    }
  }

  private static long kibibytes(String text) {
    return Long.parseLong(text.replace("kB", "").strip());
  }

  private static String commit(Path sources) {
    String commit = git(sources, "rev-parse", "--short=12", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git(sources, "status", "--porcelain", "--untracked-files=no").isEmpty()
        ? commit
        : commit + "+";
  }

  private static String git(Path sources, String... args) {
    ProcessBuilder builder = new ProcessBuilder("git", "-C", sources.toString());
    builder.command().addAll(List.of(args));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process git = builder.start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 ? text : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
