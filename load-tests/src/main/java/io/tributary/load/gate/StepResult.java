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
      return add(name, Better.HIGHER, spread);
    }

    Builder lower(String name, Optional<Spread> spread) {
      return add(name, Better.LOWER, spread);
    }

    private Builder add(String name, Better better, Optional<Spread> spread) {
      spread
          .filter(there -> there.min() > 0)
          .ifPresentOrElse(
              there -> ratios.add(new Ratio(scenario, name, better, there)),
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
