package io.tributary.load.run;

import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.LoadPlan.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * In which order a plan's runs follow each other: A B, B A, A B, … so that what changes slowly on
 * the machine favours none. With baselines it is the product and all of them, then all of them the
 * other way round and the product, and so on.
 */
final class RunOrder {
  private RunOrder() {}

  /** What runs on servers of its own. */
  sealed interface Turn {
    /** A run of a variant. */
    record Product(int number, Variant variant) implements Turn {}

    /** The baselines of one pair, in this order, on the same servers. */
    record Others(List<Numbered> baselines) implements Turn {
      public Others {
        baselines = List.copyOf(baselines);
      }
    }
  }

  /** A run of a baseline; all runs of a plan are numbered from 1 in their order. */
  record Numbered(int number, Baseline baseline) {}

  /** All turns of a plan. */
  static List<Turn> of(LoadPlan plan) {
    List<Turn> turns = new ArrayList<>();
    int number = 1;
    for (int pair = 0; pair < plan.pairs(); pair++) {
      boolean forward = pair % 2 == 0;
      List<Baseline> baselines = forward ? plan.baselines() : plan.baselines().reversed();
      if (!forward) {
        number = others(turns, number, baselines);
      }
      for (Variant variant : forward ? plan.variants() : plan.variants().reversed()) {
        turns.add(new Turn.Product(number++, variant));
      }
      if (forward) {
        number = others(turns, number, baselines);
      }
    }
    return turns;
  }

  private static int others(List<Turn> turns, int first, List<Baseline> baselines) {
    int number = first;
    List<Numbered> numbered = new ArrayList<>();
    for (Baseline baseline : baselines) {
      numbered.add(new Numbered(number++, baseline));
    }
    if (!numbered.isEmpty()) {
      turns.add(new Turn.Others(numbered));
    }
    return number;
  }
}
