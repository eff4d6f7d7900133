package io.tributary.service.telemetry;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One entry of a vocabulary of metrics. Its name is the one that Prometheus shows, so that it can
 * be searched for, and follows Prometheus' rules: base units at the end, {@code _total} on counters
 * only.
 *
 * @param name as Prometheus shows it; samples of histograms and summaries have suffixes
 * @param unit what a value counts, such as {@code rows}
 * @param kind of its samples
 * @param sentence what a person reads as help
 * @param labels names of its labels
 */
public record Metric(String name, String unit, Kind kind, String sentence, List<String> labels) {
  private static final Pattern NAME = Pattern.compile("tributary(_[a-z]+)+");
  private static final String TOTAL = "_total";

  public Metric {
    labels = List.copyOf(labels);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + ": use tributary_ and small letters");
    }
    if (kind instanceof Kind.Counter != name.endsWith(TOTAL)) {
      throw new IllegalArgumentException(name + ": counters, and only they, end with " + TOTAL);
    }
    boolean baseUnit = unit.equals("bytes") || unit.equals("seconds");
    String base = name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    if (baseUnit && !base.endsWith("_" + unit)) {
      throw new IllegalArgumentException(name + ": the unit " + unit + " stands at the end");
    }
    if (!sentence.endsWith(".")) {
      throw new IllegalArgumentException(name + ": a sentence ends with a full stop");
    }
  }

  /** An entry of a service's vocabulary. */
  public interface Entry {
    /** What the entry is about. */
    Metric metric();
  }

  /** Names of the samples that Prometheus stores. */
  public List<String> sampleNames() {
    return switch (kind) {
      case Kind.Counter counter -> List.of(name);
      case Kind.Gauge gauge -> List.of(name);
      case Kind.Histogram histogram -> List.of(name + "_bucket", name + "_sum", name + "_count");
      case Kind.Summary summary -> List.of(name, name + "_sum", name + "_count");
    };
  }
}
