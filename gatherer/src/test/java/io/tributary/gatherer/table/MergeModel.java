package io.tributary.gatherer.table;

/**
 * A table whose parts are merged, ten at a time and one merge after the other: in {@code 9 / rate}
 * seconds ten parts become one.
 */
final class MergeModel {
  private static final int MERGED = 10;

  private final PartsLimits limits;
  private double progress;

  double mergedPerSecond;
  long parts = 1;
  long mostParts;
  int refused;

  MergeModel(PartsLimits limits) {
    this.limits = limits;
  }

  /** One insert arrives; false when it is refused. */
  boolean insert() {
    if (limits.refuses(parts, parts)) {
      refused++;
      return false;
    }
    parts++;
    mostParts = Math.max(mostParts, parts);
    return true;
  }

  void pass(double seconds) {
    if (parts < MERGED) {
      return;
    }
    progress += mergedPerSecond * seconds;
    if (progress >= MERGED - 1) {
      progress = 0;
      parts -= MERGED - 1;
    }
  }
}
