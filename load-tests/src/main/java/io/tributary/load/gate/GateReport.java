package io.tributary.load.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * What the gate has found, for people.
 *
 * @param command what makes this run again
 * @param problems of the runs themselves, such as rows that are missing, a sentence each
 */
public record GateReport(String command, GateComparison comparison, List<String> problems) {
  public GateReport {
    problems = List.copyOf(problems);
  }

  /** How the gate ended. */
  public enum Outcome {
    /** No ratio is worse by more than the tolerance, and all were compared. */
    HOLDS,
    /** A ratio is worse or was not measured, or a run does not hold. */
    FAILS,
    /** Nothing fails, but a ratio has nothing that it can be compared with. */
    UNKNOWN
  }

  /** A regression that was found counts for more than one that cannot be looked for. */
  public Outcome outcome() {
    if (!failures().isEmpty()) {
      return Outcome.FAILS;
    }
    return comparison.gaps().isEmpty() ? Outcome.HOLDS : Outcome.UNKNOWN;
  }

  /** Why the gate fails, a sentence each; empty if it does not. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>(problems);
    failures.addAll(comparison.failures());
    return failures;
  }

  /**
   * Writes {@code gate.md}, over that of an earlier run.
   *
   * @return the file
   */
  public Path write(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve("gate.md"), markdown());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + folder + ": " + e, e);
    }
  }

  String markdown() {
    List<String> failures = failures();
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add("# Load gate").add("").add("    " + command).add("");
    text.add("**%s**".formatted(word(outcome()))).add("");
    failures.forEach(failure -> text.add("- " + failure));
    comparison.gaps().forEach(gap -> text.add("- " + gap));
    comparison.notes().forEach(note -> text.add("- " + note));
    text.add("- " + comparison.summary());
    text.add("- Reference: " + head(comparison.reference()));
    text.add("- Now: " + head(comparison.now()));
    text.add("").add(comparison.table().markdown().stripTrailing()).add("");
    text.add(
        "Medians (lowest–highest) over the pairs of a run. Allowed is how much worse than the");
    text.add(
        "reference's a median may be, or its bound. Noisy is a ratio whose pairs differ by more");
    text.add("than is allowed, or lie on both sides of the bound.");
    return text.toString();
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> "Holds";
      case FAILS -> "Fails";
      case UNKNOWN -> "Cannot be judged as a whole";
    };
  }

  private static String head(GateFigures figures) {
    return "%s; %s"
        .formatted(figures.started().truncatedTo(ChronoUnit.SECONDS), figures.machine().line());
  }
}
