package io.tributary.cli.audit;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the offsets of a partition, after Kafka was asked about those in doubt.
 *
 * <p>Pure.
 *
 * @param fillable missing, and Kafka has their records
 * @param lost missing, and Kafka does not have their records any more
 * @param missing missing, and Kafka was not asked about them
 * @param untold in no report and in no table, and Kafka cannot tell any more
 * @param unasked in no report and in no table, and Kafka was not asked about them
 */
record PartitionVerdict(
    PartitionFinding finding,
    OffsetSet fillable,
    OffsetSet lost,
    OffsetSet missing,
    OffsetSet untold,
    OffsetSet unasked) {

  /**
   * Joins both.
   *
   * @param sight null if Kafka was not asked
   */
  static PartitionVerdict of(PartitionFinding finding, @Nullable TopicSight sight) {
    OffsetSet missing = OffsetSet.of(finding.missing());
    OffsetSet unreported = OffsetSet.of(finding.unreported());
    if (sight == null) {
      return new PartitionVerdict(
          finding, OffsetSet.EMPTY, OffsetSet.EMPTY, missing, OffsetSet.EMPTY, unreported);
    }
    if (!sight.isOf(finding.source())) {
      return new PartitionVerdict(
          finding, OffsetSet.EMPTY, missing, OffsetSet.EMPTY, unreported, OffsetSet.EMPTY);
    }
    return new PartitionVerdict(
        finding,
        sight.missing().there().union(sight.unreported().there()),
        sight.missing().nothing().union(sight.missing().expired()),
        sight.missing().unknown(),
        sight.unreported().expired(),
        sight.unreported().unknown());
  }

  /** True when all of it was compared, and Kafka has told of each offset that nobody reported. */
  boolean isChecked() {
    return finding.isChecked()
        && unasked.isEmpty()
        && !isCut(finding.missing())
        && !isCut(finding.unreported());
  }

  private boolean isCut(List<OffsetRange> list) {
    return finding.truncated() && list.size() >= PartitionFinding.MAX_RANGES;
  }

  /** How many offsets lack their row. */
  long missingOffsets() {
    return fillable.count() + lost.count() + missing.count();
  }

  /** Offsets that have more than one row. */
  OffsetSet duplicates() {
    return OffsetSet.of(finding.duplicates());
  }

  /** How many offsets have more than one row. */
  long duplicateOffsets() {
    return duplicates().count();
  }
}
