package io.tributary.load.frames;

import java.util.Map;
import java.util.TreeMap;

/** How many objects of a class there are, and what they take. */
record Instances(long count, long bytes) {
  static final Instances NONE = new Instances(0, 0);

  /**
   * @param histogram what {@code jcmd PID GC.class_histogram} prints
   */
  static Map<String, Instances> parse(String histogram) {
    Map<String, Instances> byClass = new TreeMap<>();
    for (String line : histogram.lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length >= 4 && words[0].matches("\\d+:")) {
        byClass.merge(
            words[3],
            new Instances(Long.parseLong(words[1]), Long.parseLong(words[2])),
            Instances::plus);
      }
    }
    return byClass;
  }

  Instances plus(Instances other) {
    return new Instances(count + other.count, bytes + other.bytes);
  }

  Instances less(Instances other) {
    return new Instances(count - other.count, bytes - other.bytes);
  }
}
