package io.tributary.load.frames;

import java.util.List;
import java.util.Optional;

/**
 * What a phase has found.
 *
 * @param about what was done, in sentences
 * @param problems why its figures mean nothing, such as rows that are missing
 * @param ratios pair by pair; of {@code saturated} only
 */
record PhaseReport(
    FramesPhase phase,
    String about,
    List<Figure> figures,
    List<Table> tables,
    List<String> problems,
    Optional<SaturatedRatios> ratios) {
  PhaseReport {
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    problems = List.copyOf(problems);
  }

  /** One that has no pairs. */
  PhaseReport(
      FramesPhase phase,
      String about,
      List<Figure> figures,
      List<Table> tables,
      List<String> problems) {
    this(phase, about, figures, tables, problems, Optional.empty());
  }

  /** One that could not be run to its end. */
  static PhaseReport failed(FramesPhase phase, RuntimeException failure) {
    return new PhaseReport(
        phase,
        "It could not be run to its end.",
        List.of(),
        List.of(),
        List.of(phase.word() + ": " + failure.getMessage()));
  }
}
