package io.tributary.gatherer.audit;

import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import java.util.List;

/**
 * What connectors have reported of one partition.
 *
 * @param covered offsets that are in a report
 * @param skipped those of them that never were a record
 * @param guarantee exactly once if all was sent so
 */
record Delivered(OffsetSet covered, OffsetSet skipped, Guarantee guarantee) {

  static Delivered of(DeliveryReport report) {
    return new Delivered(
        OffsetSet.of(List.of(new OffsetRange(report.first(), report.until() - 1))),
        OffsetSet.of(report.skipped()),
        report.guarantee());
  }

  /** Offsets that must be rows. */
  OffsetSet rows() {
    return covered.minus(skipped);
  }

  Delivered plus(Delivered other) {
    return new Delivered(
        covered.union(other.covered),
        skipped.union(other.skipped),
        guarantee == Guarantee.EXACTLY_ONCE ? other.guarantee : guarantee);
  }
}
