package io.tributary.gatherer.feed;

import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Offsets of one partition that need nothing more and were not reported to the auditor yet.
 *
 * <p>Pure; belongs to the loop of its table.
 */
final class SettledOffsets {
  private final List<OffsetRange> stored = new ArrayList<>();
  private final List<OffsetRange> skipped = new ArrayList<>();

  /** Each is a row of the table or of its quarantine. */
  void stored(long first, long until) {
    if (first < until) {
      stored.add(new OffsetRange(first, until - 1));
    }
  }

  /** None will ever be a row. */
  void skipped(long first, long until) {
    if (first < until) {
      skipped.add(new OffsetRange(first, until - 1));
    }
  }

  /** What was not reported; it counts as reported from now on. */
  List<DeliveryReport> take(SourcePartition source, UUID table, Guarantee guarantee) {
    OffsetSet none = OffsetSet.of(skipped);
    OffsetSet all = OffsetSet.of(stored).union(none);
    List<DeliveryReport> reports = new ArrayList<>();
    for (OffsetRange range : all.ranges()) {
      List<OffsetRange> gaps =
          none.intersect(OffsetSet.between(range.first(), range.last() + 1)).ranges();
      if (gaps.size() <= DeliveryReport.MAX_RANGES) {
        reports.add(
            new DeliveryReport(source, table, guarantee, range.first(), range.last() + 1, gaps));
      }
    }
    stored.clear();
    skipped.clear();
    return reports;
  }
}
