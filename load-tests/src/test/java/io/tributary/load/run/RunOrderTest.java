package io.tributary.load.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.run.RunOrder.Turn;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.SmallScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunOrderTest {

  @Test
  void baselinesComeAfterTheProductAndThenBeforeIt() {
    assertEquals(
        List.of(
            "1 tributary",
            "2 poll, 3 direct",
            "4 direct, 5 poll",
            "6 tributary",
            "7 tributary",
            "8 poll, 9 direct"),
        order(3, List.of("tributary"), List.of(Baseline.POLL, Baseline.DIRECT)));
  }

  @Test
  void variantsTakeTurns() {
    assertEquals(List.of("1 A", "2 B", "3 B", "4 A"), order(2, List.of("A", "B"), List.of()));
  }

  @Test
  void withoutABaselineThereIsOnlyTheProduct() {
    assertEquals(List.of("1 tributary", "2 tributary"), order(2, List.of("tributary"), List.of()));
  }

  private static List<String> order(int pairs, List<String> variants, List<Baseline> baselines) {
    Scenario scenario = SmallScenario.of(1);
    LoadPlan plan =
        new LoadPlan(
            "a",
            "",
            Path.of("a.yaml"),
            variants.stream().map(name -> new Variant(name, scenario)).toList(),
            pairs,
            baselines);
    return RunOrder.of(plan).stream().map(RunOrderTest::text).toList();
  }

  private static String text(Turn turn) {
    return switch (turn) {
      case Turn.Product run -> run.number() + " " + run.variant().name();
      case Turn.Others others ->
          others.baselines().stream()
              .map(run -> run.number() + " " + run.baseline().word())
              .collect(Collectors.joining(", "));
    };
  }
}
