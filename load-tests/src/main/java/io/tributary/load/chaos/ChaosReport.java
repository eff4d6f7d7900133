package io.tributary.load.chaos;

import io.tributary.load.chaos.schedule.FaultKind;
import io.tributary.load.report.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code chaos.md}: what was done and what it proved, a line for each seed.
 *
 * @param command that makes these runs again
 */
record ChaosReport(Machine machine, String command, List<SeedResult> results) {
  private static final int MOST_FLAWS = 10;

  ChaosReport {
    results = List.copyOf(results);
  }

  Path write(Path folder) {
    Path file = folder.resolve("chaos.md");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }

  String text() {
    StringBuilder text = new StringBuilder("# Chaos\n\n");
    text.append("    ").append(command).append("\n\n");
    text.append(machine.line()).append(".\n\n");
    long held = results.stream().filter(SeedResult::holds).count();
    text.append(held).append(" of ").append(results.size()).append(" seeds hold.\n\n");
    text.append(
        "| seed | faults | took | quiet points | records | quarantined | inserts | commits proven |"
            + " in doubt | view lacks | verdict |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|---|\n");
    results.forEach(result -> text.append(line(result)));
    text.append("\n## Faults\n\n| seeds | faults by kind |\n|---|---|\n");
    seedsByFaults().forEach((kinds, seeds) -> text.append("| " + seeds + " | " + kinds + " |\n"));
    results.stream().filter(result -> !result.holds()).forEach(result -> text.append(bad(result)));
    return text.toString();
  }

  private static String line(SeedResult result) {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %.0f s | %d | %,d | %,d | %,d | %,d | %,d | %,d | %s |%n",
        result.seed(),
        result.faults(),
        result.took().toMillis() / 1e3,
        result.quietPoints(),
        result.verdict().records(),
        result.verdict().quarantined(),
        result.inserts(),
        result.verdict().commitsProven(),
        result.verdict().commitsInDoubt(),
        result.verdict().viewLacks(),
        result.holds() ? "holds" : "**does not hold**");
  }

  /** Most seeds have the same faults in another order. */
  private Map<String, String> seedsByFaults() {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                result -> kinds(result.done()),
                LinkedHashMap::new,
                Collectors.mapping(
                    result -> Long.toString(result.seed()), Collectors.joining(", "))));
  }

  private static String kinds(Map<FaultKind, Integer> done) {
    return new TreeMap<>(done)
        .entrySet().stream()
            .map(entry -> entry.getKey().text() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String bad(SeedResult result) {
    StringBuilder text = new StringBuilder("\n## Seed " + result.seed() + " does not hold\n\n");
    text.append("Logs and timelines: `").append(result.folder()).append("`\n\n");
    result.problems().forEach(problem -> text.append("- ").append(problem).append('\n'));
    result.verdict().flaws().stream()
        .limit(MOST_FLAWS)
        .forEach(flaw -> text.append("- ").append(flaw).append('\n'));
    int more = result.verdict().flaws().size() - MOST_FLAWS;
    if (more > 0) {
      text.append("- and ").append(more).append(" more\n");
    }
    return text.toString();
  }
}
