package io.tributary.load.flame;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weights by name. What comes when it is full counts as {@link #OTHERS}. */
final class Tally {
  static final String OTHERS = "(others)";

  private final Map<String, Long> weights = new HashMap<>();
  private final int mostNames;

  /** A name and its weight. */
  record Entry(String name, long weight) {}

  Tally(int mostNames) {
    this.mostNames = mostNames;
  }

  /** Adds to a name, and returns under which it counts. */
  String add(String name, long weight) {
    String counted = weights.containsKey(name) || weights.size() < mostNames ? name : OTHERS;
    weights.put(counted, of(counted) + weight);
    return counted;
  }

  /** Of a name, 0 if it has none. */
  long of(String name) {
    return weights.getOrDefault(name, 0L);
  }

  /** The heaviest first, those of equal weight by name. */
  List<Entry> heaviest(int most) {
    return weights.entrySet().stream()
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Entry::weight).reversed().thenComparing(Entry::name))
        .limit(most)
        .toList();
  }
}
