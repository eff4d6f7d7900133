package io.tributary.load.frames;

import java.util.List;

/**
 * What a phase has found.
 *
 * @param about what was done, in sentences
 * @param problems why its figures mean nothing, such as rows that are missing
 */
record PhaseReport(
    FramesPhase phase,
    String about,
    List<Figure> figures,
    List<Table> tables,
    List<String> problems) {
  PhaseReport {
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    problems = List.copyOf(problems);
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
