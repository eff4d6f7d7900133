package io.tributary.cli.audit;

import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is filled when a group goes back to the first hole of each partition: every hole behind it,
 * also those that were not chosen.
 *
 * <p>Pure.
 *
 * @param fills offsets that are known to be filled, none empty, by partition of the topic as it is
 * @param more how many of them were not chosen
 * @param counted false if there may be more of them than are known
 */
record RepairPlan(Map<SourcePartition, OffsetSet> fills, long more, boolean counted) {
  /**
   * Plans.
   *
   * @param chosen what is to be filled
   * @param all the same without a period
   */
  static RepairPlan of(TableVerdict chosen, TableVerdict all) {
    Map<SourcePartition, OffsetSet> fills = new LinkedHashMap<>();
    boolean counted = all.finding().problem() == null;
    long records = 0;
    for (PartitionVerdict partition : chosen.partitions()) {
      OffsetSet holes = partition.fillable();
      if (holes.isEmpty()) {
        continue;
      }
      SourcePartition source = partition.finding().source();
      OffsetSet behind = OffsetSet.between(holes.first(), Long.MAX_VALUE);
      Optional<PartitionVerdict> whole = all.of(source);
      OffsetSet filled =
          whole.map(verdict -> holes.union(verdict.fillable().intersect(behind))).orElse(holes);
      counted &= whole.isPresent() && isCounted(whole.get(), behind);
      fills.put(source, filled);
      records += filled.count();
    }
    return new RepairPlan(fills, records - chosen.fillable(), counted);
  }

  private static boolean isCounted(PartitionVerdict verdict, OffsetSet behind) {
    return !verdict.finding().truncated()
        && verdict.missing().union(verdict.unasked()).intersect(behind).isEmpty();
  }

  /** Where each partition goes on, by its number. */
  Map<Integer, Long> firstHoles() {
    Map<Integer, Long> holes = new HashMap<>();
    fills.forEach((source, offsets) -> holes.merge(source.partition(), offsets.first(), Math::min));
    return holes;
  }

  /** True when nothing is filled but what was chosen. */
  boolean isChosen() {
    return more == 0 && counted;
  }

  /** {@code 6 records are}, {@code at least 1 record is} */
  String recordsText() {
    long records = fills.values().stream().mapToLong(OffsetSet::count).sum();
    return text(records) + (records == 1 ? " is" : " are");
  }

  /** Those that were not chosen: {@code 6 records}, {@code an unknown number of records} */
  String moreText() {
    return more == 0 ? "an unknown number of records" : text(more);
  }

  private String text(long records) {
    return "%s%,d %s"
        .formatted(counted ? "" : "at least ", records, records == 1 ? "record" : "records");
  }
}
