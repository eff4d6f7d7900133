package io.tributary.gatherer.audit;

import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports that came in since they were taken last; those that follow each other become one.
 *
 * <p>Failure semantics: a report that finds no room is lost, which can hide a missing row and never
 * makes one up.
 *
 * <p>Pure; belongs to the auditor's event loop.
 */
final class ReportBuffer {
  private final int maxRanges;
  private final Map<TableId, Map<SourcePartition, Growing>> tables = new HashMap<>();
  private int ranges;

  ReportBuffer(int maxRanges) {
    this.maxRanges = maxRanges;
  }

  private static final class Growing {
    /** Ends where a report begins that goes back behind the last one. */
    private final List<Delivered> earlier = new ArrayList<>();

    private final List<OffsetRange> covered = new ArrayList<>();
    private final List<OffsetRange> skipped = new ArrayList<>();
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE;

    /** Returns how many ranges more there are now. */
    int add(DeliveryReport report) {
      if (!covered.isEmpty() && report.first() <= covered.getLast().last()) {
        earlier.add(last());
        covered.clear();
        skipped.clear();
      }
      return append(report);
    }

    private int append(DeliveryReport report) {
      int before = covered.size() + skipped.size();
      append(covered, new OffsetRange(report.first(), report.until() - 1));
      report.skipped().forEach(range -> append(skipped, range));
      if (report.guarantee() == Guarantee.AT_LEAST_ONCE) {
        guarantee = Guarantee.AT_LEAST_ONCE;
      }
      return covered.size() + skipped.size() - before;
    }

    private static void append(List<OffsetRange> ranges, OffsetRange range) {
      OffsetRange last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && last.last() + 1 == range.first()) {
        ranges.set(ranges.size() - 1, new OffsetRange(last.first(), range.last()));
      } else {
        ranges.add(range);
      }
    }

    Delivered delivered() {
      return earlier.stream().reduce(last(), Delivered::plus);
    }

    private Delivered last() {
      return new Delivered(OffsetSet.of(covered), OffsetSet.of(skipped), guarantee);
    }
  }

  /** False if there is no room for it. */
  boolean add(TableId table, DeliveryReport report) {
    if (ranges + report.skipped().size() >= maxRanges) {
      return false;
    }
    ranges +=
        tables
            .computeIfAbsent(table, first -> new HashMap<>())
            .computeIfAbsent(report.source(), first -> new Growing())
            .add(report);
    return true;
  }

  /** Everything that came in; nothing of it is here any more. */
  Map<TableId, Map<SourcePartition, Delivered>> take() {
    Map<TableId, Map<SourcePartition, Delivered>> taken = new HashMap<>();
    tables.forEach(
        (table, partitions) -> {
          Map<SourcePartition, Delivered> of = new HashMap<>();
          partitions.forEach((source, growing) -> of.put(source, growing.delivered()));
          taken.put(table, of);
        });
    tables.clear();
    ranges = 0;
    return taken;
  }
}
