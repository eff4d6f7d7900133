package io.tributary.load.http;

import io.tributary.load.report.Machine;
import io.tributary.load.run.Progress;
import io.tributary.sandbox.EngineInstall;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts ClickHouse and a gatherer, runs the phases one after the other, and writes a report.
 *
 * <p>Thread: the caller's, which waits.
 */
public final class HttpLoad {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final HttpLoadOptions options;
  private final Path work;
  private final Progress progress;

  /**
   * @param work gets a folder for this run, in which logs stay
   */
  public HttpLoad(HttpLoadOptions options, Path work, Progress progress) {
    this.options = options;
    this.work = work.toAbsolutePath().resolve("http-" + STAMP.format(Instant.now()));
    this.progress = progress;
  }

  /** Where logs are. */
  public Path folder() {
    return work;
  }

  /**
   * Runs it.
   *
   * @param command for the report: what makes this run again
   * @param folder gets {@code http.md} and {@code http.json}
   * @return whether each row of each acknowledged request to the gatherer is there once
   * @throws RuntimeException if it cannot be run
   */
  public boolean run(String command, Path folder) {
    if (options.clickHouse().isEmpty()) {
      Path unused = EngineInstall.ensure(progress::say);
    }
    List<PhaseResult> results = phases();
    String home = System.getenv("TRIBUTARY_HOME");
    Machine machine = Machine.here(home == null ? work : Path.of(home));
    new HttpReport(machine, command, options, results).write(folder);
    results.forEach(result -> result.verdict().flaws().stream().limit(5).forEach(this::say));
    boolean holds = results.stream().allMatch(PhaseResult::holds);
    if (holds) {
      EventsDeployment.deleteData(work);
    }
    return holds;
  }

  private List<PhaseResult> phases() {
    List<PhaseResult> results = new ArrayList<>();
    try (EventsDeployment deployment =
        options.clickHouse().isPresent()
            ? EventsDeployment.onServer(options.clickHouse().get(), work)
            : EventsDeployment.inSandbox(work)) {
      var unused =
          deployment.startGatherer(
              schemas(), options.gathererSettings(), options.offer().connections() + 1);
      PhaseRun run = new PhaseRun(deployment, options.offer());
      if (options.warmUp().isPositive()) {
        progress.say("  warm-up: %d s".formatted(options.warmUp().toSeconds()));
        run.warmUp(options.warmUp(), options.phases());
      }
      for (HttpPhase phase : options.phases()) {
        PhaseResult result = run.run(phase, options.time());
        results.add(result);
        say(result);
      }
    }
    return results;
  }

  private Map<String, String> schemas() {
    Map<String, String> schemas = new HashMap<>();
    schemas.put(PhaseRun.WARM_UP, LoadRequests.SCHEMA);
    options.phases().stream()
        .filter(phase -> !phase.isDirect())
        .forEach(phase -> schemas.put(phase.table(), LoadRequests.SCHEMA));
    return schemas;
  }

  private void say(PhaseResult result) {
    progress.say(
        String.format(
            Locale.ROOT,
            "  %-12s %,8.0f requests/s %,10.0f rows/s   p50 %.1f ms, p99 %.1f ms   %,d errors   %s",
            result.phase().word(),
            result.requestsPerSecond(),
            result.rowsPerSecond(),
            result.latency().p50(),
            result.latency().p99(),
            result.errorCount(),
            result.verdict().holds() ? "exact" : result.verdict().flawCount() + " flaws"));
  }

  private void say(Object flaw) {
    progress.say("    " + flaw);
  }
}
