package io.tributary.load.baseline;

import io.tributary.load.measure.ProcessFigures;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a baseline took, without its warm-up.
 *
 * @param seconds from the first measured row to the last one stored, or polled
 * @param rows that were stored, or polled, in these seconds
 * @param inserts that were tried; 0 if it makes none
 * @param parts that inserts made; empty if it makes none
 * @param processes the baseline's own first, under the baseline's name, or that of the service that
 *     it is
 * @param notes for people, each a sentence
 */
public record BaselineOutcome(
    double seconds,
    long rows,
    long inserts,
    OptionalLong parts,
    List<ProcessFigures> processes,
    List<String> notes) {
  public BaselineOutcome {
    processes = List.copyOf(processes);
    notes = List.copyOf(notes);
    if (rows <= 0 || seconds <= 0) {
      throw new IllegalArgumentException("%d rows in %f s are no result".formatted(rows, seconds));
    }
  }
}
