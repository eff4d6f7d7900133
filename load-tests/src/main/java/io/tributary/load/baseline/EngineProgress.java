package io.tributary.load.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When ClickHouse's Kafka engine had stored how much. Its consumer reads a block, stores it, and
 * only then reads on, so rows come in steps, and between two steps nothing is half done. The
 * measured part therefore goes from step to step.
 *
 * <p>The last block of a topic is usually not full: the engine waits for its flush interval whether
 * more rows come. Such a step does not end the part, so that this wait counts for nobody.
 *
 * <p>Thread: one.
 */
final class EngineProgress {
  private final long warmUpRows;
  private final List<Look> steps = new ArrayList<>();

  /**
   * A look at the table.
   *
   * @param nanos on {@link System#nanoTime}'s clock
   * @param rows in the table
   * @param parts that inserts have made so far
   * @param cpuMillis of the engine's process so far
   * @param brokerCpuMillis of Kafka's so far
   */
  record Look(long nanos, long rows, long parts, long cpuMillis, long brokerCpuMillis) {}

  /** The measured part. */
  record Part(Look from, Look to) {
    double seconds() {
      return (to.nanos() - from.nanos()) / 1e9;
    }

    long rows() {
      return to.rows() - from.rows();
    }
  }

  /**
   * @param warmUpRows that have to be stored before the part begins
   */
  EngineProgress(long warmUpRows) {
    this.warmUpRows = warmUpRows;
  }

  /** Another look. One that found no more rows than the look before is forgotten. */
  void add(Look look) {
    if (steps.isEmpty() ? look.rows() > 0 : look.rows() > steps.getLast().rows()) {
      steps.add(look);
    }
  }

  /**
   * From the first step after the warm-up to the last full one.
   *
   * @throws IllegalStateException if there is none
   */
  Part part() {
    List<Look> measured = steps.stream().filter(step -> step.rows() >= warmUpRows).toList();
    int last = steps.size() - 1;
    boolean full = last > 0 && rowsOf(last) >= rowsOf(last - 1);
    List<Look> usable =
        full || measured.isEmpty() ? measured : measured.subList(0, measured.size() - 1);
    if (usable.size() < 2) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the Kafka engine stored no full block after a warm-up of %,d rows, but came to %s;"
                  + " give more rows",
              warmUpRows,
              steps.stream().map(Look::rows).toList()));
    }
    return new Part(usable.getFirst(), usable.getLast());
  }

  private long rowsOf(int step) {
    return steps.get(step).rows() - (step == 0 ? 0 : steps.get(step - 1).rows());
  }
}
