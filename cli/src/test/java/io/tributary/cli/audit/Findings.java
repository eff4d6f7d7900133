package io.tributary.cli.audit;

import io.tributary.connector.kafka.TopicRecords.Presence;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What gatherers and Kafka say in tests, about topic {@code clicks} and its run 89abcdef. */
final class Findings {
  static final int RUN = 0x89abcdef;
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");
  static final Presence NONE = presence("", "", "", "");

  private Findings() {}

  /** {@code "3-5, 9"} as ranges. */
  static List<OffsetRange> ranges(String text) {
    List<OffsetRange> ranges = new ArrayList<>();
    Matcher range = RANGE.matcher(text);
    while (range.find()) {
      long first = Long.parseLong(range.group(1));
      ranges.add(
          new OffsetRange(first, range.group(2) == null ? first : Long.parseLong(range.group(2))));
    }
    return ranges;
  }

  /** {@code "3-5, 9"} as a set. */
  static OffsetSet set(String text) {
    return OffsetSet.of(ranges(text));
  }

  /** Of a partition with offsets 0 to 99. */
  static PartitionFinding finding(
      int partition, String missing, String duplicates, String unreported) {
    return new PartitionFinding(
        new SourcePartition("clicks", partition, RUN),
        0,
        100,
        90,
        2,
        ranges(missing),
        ranges(duplicates),
        ranges(unreported),
        1,
        false);
  }

  /** The same, with more that was not looked at. */
  static PartitionFinding truncated(PartitionFinding of) {
    return new PartitionFinding(
        of.source(),
        of.from(),
        of.until(),
        of.rows(),
        of.quarantined(),
        of.missing(),
        of.duplicates(),
        of.unreported(),
        of.skipped(),
        true);
  }

  static Presence presence(String there, String nothing, String expired, String unknown) {
    return new Presence(set(there), set(nothing), set(expired), set(unknown));
  }

  /** A table of one datasource of the same name, about which Kafka was asked. */
  static TableVerdict table(Guarantee guarantee, PartitionVerdict... partitions) {
    return new TableVerdict(
        new TableFinding(
            "default",
            "clicks",
            guarantee,
            null,
            List.of(partitions).stream().map(PartitionVerdict::finding).toList()),
        true,
        List.of(partitions));
  }

  /** A table that could not be compared. */
  static TableVerdict unchecked(@Nullable String problem) {
    return new TableVerdict(
        new TableFinding("default", "clicks", Guarantee.EXACTLY_ONCE, problem, List.of()),
        false,
        List.of());
  }
}
