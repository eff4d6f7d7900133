package io.tributary.load.flame;

import java.util.Locale;

/** What the samples of a graph are weighted by. */
public enum SampleKind {
  /** Nanoseconds of CPU, of {@code jdk.CPUTimeSample}. */
  CPU_TIME("", "CPU time"),
  /** Samples, of {@code jdk.ExecutionSample}. */
  EXECUTION("", "samples"),
  /** Bytes, of {@code jdk.ObjectAllocationSample}. */
  ALLOCATION("-alloc", "allocated bytes");

  private final String suffix;
  private final String noun;

  SampleKind(String suffix, String noun) {
    this.suffix = suffix;
    this.noun = noun;
  }

  /** Behind the name of a graph's file. */
  String suffix() {
    return suffix;
  }

  /** What shares are shares of. */
  String noun() {
    return noun;
  }

  /** A weight for people. */
  String text(long weight) {
    return switch (this) {
      case CPU_TIME -> String.format(Locale.ROOT, "%,.0f ms", weight / 1e6);
      case EXECUTION -> String.format(Locale.ROOT, "%,d samples", weight);
      case ALLOCATION -> String.format(Locale.ROOT, "%,.1f MiB", weight / 1048576.0);
    };
  }
}
