package io.tributary.load.types;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the cases of a run. One thread. */
final class Report {
  private static final int MORE_EXAMPLES = 8;

  private final Map<Deliberate, Integer> met = new EnumMap<>(Deliberate.class);
  private final Map<String, List<Difference>> alike = new TreeMap<>();
  private long cases;
  private long differences;

  /** Counts what came of so many texts for one type. */
  void add(int texts, List<Difference> found) {
    cases += texts;
    for (Difference difference : found) {
      Deliberate.of(difference)
          .ifPresentOrElse(
              deliberate -> met.merge(deliberate, 1, Integer::sum),
              () -> {
                differences++;
                alike
                    .computeIfAbsent(signature(difference), _ -> new ArrayList<>())
                    .add(difference);
              });
    }
  }

  long cases() {
    return cases;
  }

  /** How many differences nobody wants. */
  long differences() {
    return differences;
  }

  /** The deliberate differences that no case has shown. */
  Set<Deliberate> notMet() {
    Set<Deliberate> all = new HashSet<>(List.of(Deliberate.values()));
    all.removeAll(met.keySet());
    return all;
  }

  /** The shortest example of each sort, and how many there are. */
  String shown() {
    StringBuilder text = new StringBuilder();
    text.append("%,d cases, %,d differences, deliberate: %s%n".formatted(cases, differences, met));
    alike.values().forEach(same -> text.append(shown(same)));
    return text.toString();
  }

  private static String shown(List<Difference> same) {
    List<Difference> shortestFirst =
        same.stream().sorted(Comparator.comparingInt(one -> one.text().fields().length())).toList();
    String others =
        shortestFirst.stream()
            .map(one -> one.text().shown())
            .distinct()
            .skip(1)
            .limit(MORE_EXAMPLES)
            .collect(Collectors.joining("  "));
    return "%5d × %s%n    also: %s%n".formatted(same.size(), shortestFirst.get(0).shown(), others);
  }

  private static String signature(Difference difference) {
    return difference.type() + signature(difference.theirs()) + signature(difference.ours());
  }

  private static String signature(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stored _ -> " stored";
      case Outcome.Refused(String reason) -> " refused " + withoutValues(reason);
      case Outcome.Broken(String reason) -> " broken " + withoutValues(reason);
    };
  }

  private static String withoutValues(String reason) {
    String words = reason.replaceAll("(?s)[\"'].*[\"']|[0-9]+|\\(.*", "");
    return words.substring(0, Math.min(120, words.length()));
  }
}
