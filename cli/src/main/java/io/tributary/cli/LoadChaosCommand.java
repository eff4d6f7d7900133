package io.tributary.cli;

import io.tributary.load.chaos.ChaosOptions;
import io.tributary.load.chaos.ChaosSeries;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary load chaos}. */
@Command(
    name = "chaos",
    description = {
      "Runs everything on servers of its own under seeded faults, and proves by offsets that each"
          + " record is there once.",
      "Exit code 0 only if each seed holds. The report is chaos.md; docs/load.md explains"
          + " it, the faults and the proof."
    })
final class LoadChaosCommand implements Callable<Integer> {
  private static final Pattern SEEDS = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");
  private static final int MAX_SEEDS = 1_000;
  private static final BigDecimal MILLIS_PER_MINUTE = BigDecimal.valueOf(60_000);

  private static final BigDecimal LEAST_MILLIS = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(Long.MAX_VALUE);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"--seed", "--seeds"},
      paramLabel = "N[..M]",
      defaultValue = "1",
      description = "Which schedule; several one after the other (default: ${DEFAULT-VALUE}).")
  private String seeds = "";

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "3",
      description = "How long faults begin, for each seed (default: ${DEFAULT-VALUE}).")
  private BigDecimal minutes = BigDecimal.ZERO;

  @Option(
      names = "--faults",
      paramLabel = "K",
      description = "How many, for each seed (default: one each 4.5 s).")
  private @Nullable Integer faults;

  @Option(
      names = "--quiet-every",
      paramLabel = "M",
      defaultValue = "2",
      description = "Minutes between two proofs (default: ${DEFAULT-VALUE}).")
  private BigDecimal quietEvery = BigDecimal.ZERO;

  @Option(
      names = "--connectors",
      paramLabel = "N",
      defaultValue = "" + ChaosOptions.USUAL_SERVICES,
      description = "Processes of that kind (default: ${DEFAULT-VALUE}).")
  private int connectors;

  @Option(
      names = "--gatherers",
      paramLabel = "N",
      defaultValue = "" + ChaosOptions.USUAL_SERVICES,
      description = "Processes of that kind (default: ${DEFAULT-VALUE}).")
  private int gatherers;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "" + ChaosOptions.USUAL_RATE,
      description = "Records per second of each of five sources (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Mixin private LoadFolderOptions folders = new LoadFolderOptions();

  @Override
  public Integer call() {
    List<Long> all = seeds();
    LoadLines lines = new LoadLines(spec.commandLine().getOut());
    ChaosSeries series = new ChaosSeries(all, options(), folders.work(), folders.output(), lines);
    lines.say("Chaos, logs in " + series.folder());
    boolean holds = series.run(command());
    if (holds) {
      lines.say("Holds: each record is there once.");
    } else {
      spec.commandLine().getErr().println("tributary: not every seed holds");
    }
    return holds ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Long> seeds() {
    Matcher matcher = SEEDS.matcher(seeds);
    if (!matcher.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--seed '" + seeds + "' is neither a number nor like 1..20.");
    }
    long first = Long.parseLong(matcher.group(1));
    String end = matcher.group(2);
    long last = end == null ? first : Long.parseLong(end);
    if (last < first) {
      throw new ParameterException(
          spec.commandLine(), "--seeds '" + seeds + "' ends before it begins.");
    }
    if (last - first >= MAX_SEEDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--seeds '%s' are more than %d; use several runs.".formatted(seeds, MAX_SEEDS));
    }
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private ChaosOptions options() {
    try {
      return new ChaosOptions(
          duration(minutes),
          faults == null ? OptionalInt.empty() : OptionalInt.of(faults),
          duration(quietEvery),
          connectors,
          gatherers,
          rate);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Duration duration(BigDecimal minutes) {
    BigDecimal millis = minutes.multiply(MILLIS_PER_MINUTE);
    return Duration.ofMillis(millis.max(LEAST_MILLIS).min(MOST_MILLIS).longValue());
  }

  private String command() {
    return "./tributary load chaos --seeds %s --minutes %s%s --quiet-every %s --connectors %d --gatherers %d --rate %d"
        .formatted(
            seeds,
            minutes,
            faults == null ? "" : " --faults " + faults,
            quietEvery,
            connectors,
            gatherers,
            rate);
  }
}
