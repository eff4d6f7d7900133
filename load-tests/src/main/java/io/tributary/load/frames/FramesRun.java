package io.tributary.load.frames;

import io.tributary.load.http.EventsDeployment;
import io.tributary.load.report.Machine;
import io.tributary.load.run.Progress;
import io.tributary.sandbox.EngineInstall;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts ClickHouse and runs the phases one after the other, each with a new gatherer and frame
 * source.
 *
 * <p>Thread: the caller's, which waits.
 */
public final class FramesRun {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final FramesOptions options;
  private final Path folder;
  private final Progress progress;

  /**
   * @param work gets a folder for this run, in which logs stay
   */
  public FramesRun(FramesOptions options, Path work, Progress progress) {
    this.options = options;
    this.folder = work.toAbsolutePath().resolve("frames-" + STAMP.format(Instant.now()));
    this.progress = progress;
  }

  /** Where logs are. */
  public Path folder() {
    return folder;
  }

  /**
   * Runs it. A phase that fails is a problem in the report, and the others are run all the same.
   *
   * @param command for the report: what makes this run again
   */
  public FramesReport run(String command) {
    Path unused = EngineInstall.ensure(progress::say);
    List<PhaseReport> reports = new ArrayList<>();
    try (FramesDeployment deployment = new FramesDeployment(folder, options)) {
      for (FramesPhase phase : options.phases()) {
        progress.say(phase.word());
        reports.add(run(phase, deployment));
      }
    }
    if (reports.stream().allMatch(report -> report.problems().isEmpty())) {
      EventsDeployment.deleteData(folder);
    }
    String home = System.getenv("TRIBUTARY_HOME");
    Machine machine = Machine.here(home == null ? folder : Path.of(home));
    return new FramesReport(machine, command, reports);
  }

  private PhaseReport run(FramesPhase phase, FramesDeployment deployment) {
    try {
      return switch (phase) {
        case SATURATED -> new SaturatedPhase(deployment, progress).run();
        case IDLE -> new IdlePhase(deployment, progress).run();
        case TABLES -> new TablesPhase(deployment, progress).run();
        case IDLE_TABLES -> new IdleTablesPhase(deployment, progress).run();
        case HELD -> new HeldPhase(deployment, progress).run();
      };
    } catch (RuntimeException e) {
      progress.say("  " + e.getMessage());
      return PhaseReport.failed(phase, e);
    }
  }
}
