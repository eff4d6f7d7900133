package io.tributary.load.gate;

import io.tributary.load.report.Better;
import io.tributary.load.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step has found.
 *
 * @param problems why it does not hold, a sentence each
 */
record StepResult(List<Ratio> ratios, List<String> problems) {
  StepResult {
    ratios = List.copyOf(ratios);
    problems = List.copyOf(problems);
  }

  /** Collects ratios; one that no pair tells is a problem. */
  static final class Builder {
    private final String scenario;
    private final List<Ratio> ratios = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Builder(String scenario) {
      this.scenario = scenario;
    }

    Builder higher(String name, Optional<Spread> spread) {
      return add(name, Better.HIGHER, spread.filter(Builder::isRatio), Rule.OF_THE_GATE);
    }

    Builder lower(String name, Optional<Spread> spread) {
      return lower(name, spread, Rule.OF_THE_GATE);
    }

    Builder lower(String name, Optional<Spread> spread, Rule rule) {
      return add(name, Better.LOWER, spread.filter(Builder::isRatio), rule);
    }

    /** Such as bytes, which may be 0 or, as a difference, less. */
    Builder atMost(double most, String name, Optional<Spread> spread) {
      return add(name, Better.LOWER, spread, new Rule.AtMost(most));
    }

    private static boolean isRatio(Spread spread) {
      return spread.min() > 0;
    }

    private Builder add(String name, Better better, Optional<Spread> spread, Rule rule) {
      spread.ifPresentOrElse(
          there -> ratios.add(new Ratio(scenario, name, better, there, rule)),
          () -> problem("no pair tells " + name + "."));
      return this;
    }

    Builder problem(String what) {
      problems.add(scenario + ": " + what);
      return this;
    }

    StepResult build() {
      return new StepResult(ratios, problems);
    }
  }
}
