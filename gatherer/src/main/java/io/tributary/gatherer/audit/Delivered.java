package io.tributary.gatherer.audit;

import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetSet;

/**
 * What connectors have reported of one partition. Reports may contradict each other: a record that
 * became a row is gone when its topic is read once more after a compaction, and then it was
 * skipped. The row wins, because it was stored, and Kafka has it no more.
 *
 * @param covered offsets that are in a report
 * @param skipped those of them that no report has as a row
 * @param guarantee exactly once if all was sent so
 */
record Delivered(OffsetSet covered, OffsetSet skipped, Guarantee guarantee) {

  /** Offsets that must be rows. */
  OffsetSet rows() {
    return covered.minus(skipped);
  }

  /** What one of them or both say. */
  Delivered plus(Delivered other) {
    return new Delivered(
        covered.union(other.covered),
        skipped.union(other.skipped).minus(rows()).minus(other.rows()),
        guarantee == Guarantee.EXACTLY_ONCE ? other.guarantee : guarantee);
  }

  /** What they say of these offsets. */
  Delivered within(OffsetSet windows) {
    return new Delivered(covered.intersect(windows), skipped.intersect(windows), guarantee);
  }
}
