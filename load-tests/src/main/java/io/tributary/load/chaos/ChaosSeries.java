package io.tributary.load.chaos;

import io.tributary.load.report.Machine;
import io.tributary.load.run.Progress;
import io.tributary.sandbox.EngineInstall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Seeds one after the other, each on servers of its own, and a report that is written anew after
 * each. A seed that fails costs the others nothing.
 *
 * <p>Thread: the caller's, which waits.
 */
public final class ChaosSeries {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final List<Long> seeds;
  private final ChaosOptions options;
  private final Path work;
  private final Path output;
  private final Progress progress;

  /**
   * @param work gets a folder for this time, in which logs stay
   * @param output gets the report
   */
  public ChaosSeries(
      List<Long> seeds, ChaosOptions options, Path work, Path output, Progress progress) {
    this.seeds = List.copyOf(seeds);
    this.options = options;
    this.work = work.toAbsolutePath().resolve("chaos-" + STAMP.format(Instant.now()));
    this.output = output;
    this.progress = progress;
  }

  /** Where logs are. */
  public Path folder() {
    return work;
  }

  /**
   * Runs all of them.
   *
   * @param command for the report: what makes these runs again
   * @return whether each of them holds
   */
  public boolean run(String command) {
    Path unused = EngineInstall.ensure(progress::say);
    String home = System.getenv("TRIBUTARY_HOME");
    Machine machine = Machine.here(home == null ? work : Path.of(home));
    List<SeedResult> results = new ArrayList<>();
    for (long seed : seeds) {
      SeedResult result = one(seed);
      results.add(result);
      Path file = new ChaosReport(machine, command, results).write(output);
      progress.say(
          "  seed %d %s; %s".formatted(seed, result.holds() ? "holds" : "does not hold", file));
      result.problems().forEach(problem -> progress.say("  " + problem));
    }
    return results.stream().allMatch(SeedResult::holds);
  }

  private SeedResult one(long seed) {
    Path folder = work.resolve("seed-" + seed);
    SeedResult result;
    try (ChaosServers servers = ChaosServers.start(folder, options.connectors())) {
      result = new ChaosRun(servers, seed, options, folder, progress).run();
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return SeedResult.without(seed, "the servers failed: " + e, folder);
    }
    if (result.holds()) {
      delete(folder.resolve("servers"));
    }
    return result;
  }

  /** Data of many seeds would fill the disk; that of a seed which fails stays. */
  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
