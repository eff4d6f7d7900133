package io.tributary.cli.audit;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.OffsetRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the offsets of a partition, after Kafka was asked about those in doubt. Lists are
 * ascending.
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
    List<OffsetRange> fillable,
    List<OffsetRange> lost,
    List<OffsetRange> missing,
    List<OffsetRange> untold,
    List<OffsetRange> unasked) {

  /**
   * Joins both.
   *
   * @param sight null if Kafka was not asked
   */
  static PartitionVerdict of(PartitionFinding finding, @Nullable TopicSight sight) {
    if (sight == null) {
      return new PartitionVerdict(
          finding, List.of(), List.of(), finding.missing(), List.of(), finding.unreported());
    }
    if (sight.run() != finding.source().run()) {
      return new PartitionVerdict(
          finding, List.of(), finding.missing(), List.of(), finding.unreported(), List.of());
    }
    return new PartitionVerdict(
        finding,
        Ranges.union(sight.missing().there(), sight.unreported().there()),
        Ranges.union(sight.missing().nothing(), sight.missing().expired()),
        sight.missing().unknown(),
        sight.unreported().expired(),
        sight.unreported().unknown());
  }

  /** How many offsets lack their row. */
  long missingOffsets() {
    return Ranges.count(fillable) + Ranges.count(lost) + Ranges.count(missing);
  }

  /** How many offsets have more than one row. */
  long duplicateOffsets() {
    return Ranges.count(finding.duplicates());
  }
}
