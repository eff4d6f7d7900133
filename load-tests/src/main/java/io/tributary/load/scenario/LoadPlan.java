package io.tributary.load.scenario;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A scenario file: one scenario, or two variants of it that are run in turn.
 *
 * @param name of the scenario, lower-case words joined by {@code -}; also the name of its reports
 * @param about one sentence for people
 * @param file it was read from
 * @param variants in the order in which they run
 * @param pairs how often each variant and each baseline runs
 * @param baselines what the product is compared with, in the order in which they run; not with two
 *     variants
 */
public record LoadPlan(
    String name,
    String about,
    Path file,
    List<Variant> variants,
    int pairs,
    List<Baseline> baselines) {

  public LoadPlan {
    variants = List.copyOf(variants);
    baselines = List.copyOf(baselines);
    if (variants.size() == 2 && !baselines.isEmpty()) {
      throw new IllegalArgumentException("two variants have no baseline: " + baselines);
    }
    if (new HashSet<>(baselines).size() < baselines.size()) {
      throw new IllegalArgumentException("a baseline is there twice: " + baselines);
    }
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

  /** Something else that reads or stores the same rows, in processes of its own. */
  public enum Baseline {
    /** Ready RowBinary, pushed by ClickHouse's own Java client. */
    CLIENT_V2,
    /** ClickHouse reads the topic itself, by its Kafka table engine and a materialized view. */
    KAFKA_ENGINE,
    /** Many small inserts straight into ClickHouse. */
    DIRECT,
    /** The same, which ClickHouse is asked to gather. */
    DIRECT_ASYNC,
    /** A gatherer takes the same rows over HTTP, in large bodies that wait for the table. */
    HTTP,
    /** A consumer with the connector's settings that does nothing with what it polls. */
    POLL;

    /** How files and reports name it, such as {@code kafka-engine}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
