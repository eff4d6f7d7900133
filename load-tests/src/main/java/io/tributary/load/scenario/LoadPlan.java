package io.tributary.load.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A scenario file: one scenario, or two variants of it that are run in turn.
 *
 * @param name of the scenario, lower-case words joined by {@code -}; also the name of its reports
 * @param about one sentence for people
 * @param file it was read from
 * @param variants in the order in which they run
 * @param pairs how often each variant runs
 * @param baseline what the gatherer is compared with
 */
public record LoadPlan(
    String name, String about, Path file, List<Variant> variants, int pairs, Baseline baseline) {

  public LoadPlan {
    variants = List.copyOf(variants);
    if (variants.isEmpty() || variants.size() > 2 || pairs < 1) {
      throw new IllegalArgumentException(
          "a plan has one or two variants and runs them once or more, not %d variants %d times"
              .formatted(variants.size(), pairs));
    }
  }

  /**
   * One way to run the scenario.
   *
   * @param name {@code A}, {@code B}, or {@code tributary} when there is only one
   * @param scenario with everything the variant overrides
   */
  public record Variant(String name, Scenario scenario) {}

  /** Something else that brings the same rows into the same table. */
  public enum Baseline {
    /** Nothing. */
    NONE,
    /** Ready RowBinary, pushed by ClickHouse's own Java client in a process of its own. */
    CLIENT_V2
  }
}
