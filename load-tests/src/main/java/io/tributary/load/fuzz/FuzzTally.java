package io.tributary.load.fuzz;

import io.tributary.protocol.frame.Rule;
import java.util.EnumMap;
import java.util.Map;

/** Counts how inputs ended. One thread. */
final class FuzzTally {
  private final Map<Rule, Long> broken = new EnumMap<>(Rule.class);
  private long inputs;
  private long frames;

  void add(ReaderCheck.End end) {
    inputs++;
    frames += end.frames();
    end.broken().ifPresent(rule -> broken.merge(rule, 1L, Long::sum));
  }

  /** How many inputs broke the rule. */
  long broken(Rule rule) {
    return broken.getOrDefault(rule, 0L);
  }

  long inputs() {
    return inputs;
  }

  /** How many frames came out of all inputs. */
  long frames() {
    return frames;
  }

  /** One line per rule that was broken, and one for the frames. */
  String summary() {
    StringBuilder text = new StringBuilder("%,14d frames%n".formatted(frames));
    broken.forEach((rule, count) -> text.append("%,14d %s %s%n".formatted(count, rule.id(), rule)));
    return text.toString();
  }
}
