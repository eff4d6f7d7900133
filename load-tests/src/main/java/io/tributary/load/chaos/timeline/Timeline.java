package io.tributary.load.chaos.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Merges log lines by their times and keeps those that concern some offsets of a partition.
 *
 * <p>Kept are faults; lines with {@code topic=… partition=… offsets=FIRST-LAST} of a range that
 * holds one of the offsets; and lines of whole inserts with a {@code token=…} that one of those, or
 * the caller, has named. Lines without a time are left out.
 *
 * @param topic where the offsets are
 * @param tokens of the inserts whose rows they are now
 */
public record Timeline(String topic, int partition, Set<Long> offsets, Set<String> tokens) {
  private static final Pattern TIME =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ");
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S+)");
  private static final String FAULT = " chaos fault ";
  private static final int TIME_LENGTH = 24;

  public Timeline {
    offsets = Set.copyOf(offsets);
    tokens = Set.copyOf(tokens);
  }

  private record Line(String time, String process, String text) {}

  /**
   * The lines that are kept, in order, each with its process behind its time.
   *
   * @param logs lines by the name of the process
   */
  public List<String> of(Map<String, List<String>> logs) {
    List<Line> all = new ArrayList<>();
    logs.forEach((process, lines) -> take(process, lines, all));
    Set<String> named = new HashSet<>(tokens);
    all.stream()
        .filter(line -> isOurs(line.text()))
        .forEach(line -> field(line.text(), "token").ifPresent(named::add));
    return all.stream()
        .filter(
            line ->
                line.text().contains(FAULT)
                    || isOurs(line.text())
                    || (isOfAWholeInsert(line.text())
                        && field(line.text(), "token").filter(named::contains).isPresent()))
        .sorted(Comparator.comparing(Line::time))
        .map(line -> line.time() + line.process() + " " + line.text().substring(TIME_LENGTH))
        .toList();
  }

  /** Other ranges of the same insert would bury the guilty ones. */
  private static boolean isOfAWholeInsert(String line) {
    return field(line, "offsets").isEmpty();
  }

  private static void take(String process, List<String> lines, List<Line> all) {
    for (String line : lines) {
      if (TIME.matcher(line).find()) {
        all.add(new Line(line.substring(0, TIME_LENGTH), process, line));
      }
    }
  }

  private boolean isOurs(String line) {
    return field(line, "topic").filter(topic::equals).isPresent()
        && field(line, "partition").filter(Integer.toString(partition)::equals).isPresent()
        && field(line, "offsets").filter(this::holdsOne).isPresent();
  }

  private boolean holdsOne(String range) {
    int dash = range.indexOf('-');
    if (dash < 1) {
      return false;
    }
    try {
      long first = Long.parseLong(range.substring(0, dash));
      long last = Long.parseLong(range.substring(dash + 1));
      return offsets.stream().anyMatch(offset -> first <= offset && offset <= last);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<String> field(String line, String name) {
    Matcher matcher = FIELD.matcher(line);
    return Stream.iterate(matcher.find(), found -> found, _ -> matcher.find())
        .filter(_ -> matcher.group(1).equals(name))
        .map(_ -> matcher.group(2))
        .findFirst();
  }
}
