package io.tributary.cli.audit;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.protocol.audit.HeldOffsets;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.quarantine.QuarantineName;
import io.tributary.service.process.StartException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses holes that a rewind would not fill: rows that a lightweight {@code DELETE} has marked are
 * missing for whoever reads the table, but held for the gatherer that looks before an insert.
 *
 * <p>Thread: one, which blocks; one request for each {@link HeldOffsets#MAX_ASKED_RANGES} ranges.
 */
final class HeldCheck {
  /** More are not named. */
  private static final int SHOWN_RANGES = 10;

  private final GathererClient gatherer;

  HeldCheck(GathererClient gatherer) {
    this.gatherer = gatherer;
  }

  /**
   * Asks.
   *
   * @param holes by partition
   * @throws StartException with one line that names those that would stay
   */
  void of(String datasource, Columns table, Map<SourcePartition, OffsetSet> holes) {
    List<String> marked = new ArrayList<>();
    List<String> aside = new ArrayList<>();
    holes.forEach(
        (source, offsets) -> {
          OffsetSet inTable = OffsetSet.EMPTY;
          OffsetSet inQuarantine = OffsetSet.EMPTY;
          for (OffsetSet some : portions(offsets)) {
            HeldOffsets held = gatherer.held(query(datasource, source, some));
            inTable = inTable.union(OffsetSet.of(held.table()));
            inQuarantine = inQuarantine.union(OffsetSet.of(held.quarantine()));
          }
          add(marked, source, inTable);
          add(aside, source, inQuarantine);
        });
    if (!marked.isEmpty()) {
      throw new StartException(
          "datasource %s: rows that were deleted by DELETE FROM are still in their parts and would not be filled, %s: run ALTER TABLE %s.%s APPLY DELETED MASK first"
              .formatted(datasource, String.join("; ", marked), table.database(), datasource));
    }
    if (!aside.isEmpty()) {
      throw new StartException(
          "datasource %s: the quarantine still has records that were replayed, or deleted by DELETE FROM, and that would not be filled, %s: have them replayed again as docs/quarantine.md says, or delete them and run ALTER TABLE %s.%s APPLY DELETED MASK"
              .formatted(
                  datasource,
                  String.join("; ", aside),
                  table.database(),
                  QuarantineName.of(datasource)));
    }
  }

  private static void add(List<String> lines, SourcePartition source, OffsetSet held) {
    if (!held.isEmpty()) {
      List<OffsetRange> ranges = held.ranges();
      int shown = Math.min(ranges.size(), SHOWN_RANGES);
      lines.add(
          "partition %d: %s%s"
              .formatted(
                  source.partition(),
                  AuditView.text(OffsetSet.of(ranges.subList(0, shown))),
                  shown < ranges.size() ? " and more" : ""));
    }
  }

  /** As much as may be asked about at once. */
  static List<OffsetSet> portions(OffsetSet offsets) {
    List<OffsetSet> portions = new ArrayList<>();
    List<OffsetRange> portion = new ArrayList<>();
    long count = 0;
    for (OffsetRange range : offsets.ranges()) {
      for (long first = range.first(); first <= range.last(); ) {
        long last = Math.min(range.last(), first + HeldOffsets.MAX_ASKED_OFFSETS - 1 - count);
        portion.add(new OffsetRange(first, last));
        count += last - first + 1;
        first = last + 1;
        if (portion.size() == HeldOffsets.MAX_ASKED_RANGES
            || count == HeldOffsets.MAX_ASKED_OFFSETS) {
          portions.add(OffsetSet.of(portion));
          portion.clear();
          count = 0;
        }
      }
    }
    if (!portion.isEmpty()) {
      portions.add(OffsetSet.of(portion));
    }
    return portions;
  }

  private static String query(String datasource, SourcePartition source, OffsetSet offsets) {
    return "?datasource=%s&topic=%s&partition=%d&run=%08x&offsets=%s"
        .formatted(
            encoded(datasource),
            encoded(source.topic()),
            source.partition(),
            source.run(),
            encoded(AuditView.text(offsets).replace(" ", "")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
