package io.tributary.cli.audit;

import io.tributary.cli.terminal.TextTable;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.OffsetSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Verdicts as lines for people: a table, the exact ranges, and what to do.
 *
 * <p>Pure.
 */
public final class AuditView {
  private AuditView() {}

  /** What was found, without line ends. */
  public static List<String> findings(List<TableVerdict> tables) {
    List<String> lines = new ArrayList<>(table(tables));
    for (TableVerdict table : tables) {
      for (PartitionVerdict partition : table.partitions()) {
        addRanges(lines, table, partition);
      }
      String problem = table.finding().problem();
      if (problem != null) {
        lines.add(table.datasource() + ": cannot be checked: " + problem);
      }
    }
    return lines;
  }

  private static List<String> table(List<TableVerdict> tables) {
    StringBuilder rows = new StringBuilder();
    for (TableVerdict table : tables) {
      for (PartitionVerdict partition : table.partitions()) {
        PartitionFinding found = partition.finding();
        rows.append('\n')
            .append(
                String.join(
                    "\t",
                    table.datasource(),
                    found.source().topic(),
                    Integer.toString(found.source().partition()),
                    "%08x".formatted(found.source().run()),
                    found.until() == found.from()
                        ? "none"
                        : found.from() + "-" + (found.until() - 1),
                    Long.toString(found.rows()),
                    Long.toString(found.quarantined()),
                    Long.toString(partition.missingOffsets()),
                    Long.toString(partition.duplicateOffsets())));
      }
    }
    return rows.isEmpty()
        ? List.of()
        : TextTable.lines(
            "datasource\ttopic\tpartition\trun\toffsets\trows\tquarantined\tmissing\tduplicates"
                + rows);
  }

  private static void addRanges(
      List<String> lines, TableVerdict table, PartitionVerdict partition) {
    List<String> ranges = new ArrayList<>();
    add(ranges, "missing", partition.fillable(), "Kafka has their records");
    add(ranges, "missing", partition.lost(), "lost for good, Kafka has no such records any more");
    add(
        ranges,
        "missing",
        partition.missing(),
        table.askedKafka() ? "Kafka was not asked about so many" : "Kafka was not asked");
    add(
        ranges,
        "duplicates",
        partition.duplicates(),
        table.isExact() ? "" : "at least once allows them");
    add(
        ranges,
        "cannot tell",
        partition.untold(),
        "never reported, and Kafka has no such records any more");
    add(
        ranges,
        "cannot tell",
        partition.unasked(),
        "never reported, and Kafka "
            + (table.askedKafka() ? "did not get to them" : "was not asked"));
    PartitionFinding found = partition.finding();
    if (!found.isChecked()) {
      ranges.add(
          "  %,d offsets in doubt were not looked at; choose a time with --from and --to"
              .formatted(found.unchecked()));
    } else if (found.truncated()) {
      ranges.add("  and there is more than is listed; choose a time with --from and --to");
    }
    if (ranges.isEmpty()) {
      return;
    }
    lines.add(
        "%s, partition %d, run %08x:"
            .formatted(table.datasource(), found.source().partition(), found.source().run()));
    lines.addAll(ranges);
  }

  private static void add(List<String> lines, String what, OffsetSet offsets, String why) {
    if (!offsets.isEmpty()) {
      lines.add(
          "  %s %s (%s)%s"
              .formatted(what, text(offsets), count(offsets), why.isEmpty() ? "" : ": " + why));
    }
  }

  /** 40-44, 50 */
  static String text(OffsetSet offsets) {
    return offsets.ranges().stream()
        .map(
            range ->
                range.first() == range.last()
                    ? Long.toString(range.first())
                    : range.first() + "-" + range.last())
        .collect(Collectors.joining(", "));
  }

  private static String count(OffsetSet offsets) {
    long count = offsets.count();
    return count == 1 ? "1 offset" : "%,d offsets".formatted(count);
  }

  /** What to do, or that nothing has to be done. */
  public static List<String> advice(List<TableVerdict> tables) {
    List<String> lines = new ArrayList<>();
    if (tables.stream().allMatch(table -> table.isChecked() && table.partitions().isEmpty())) {
      lines.add(
          "Nothing was reported about these datasources, or not in the time that was chosen."
              + " --datafiles names a project, DATASOURCE one of its datasources.");
    } else if (tables.stream().noneMatch(table -> table.isBroken() || !table.isChecked())) {
      lines.add(
          tables.stream().anyMatch(TableVerdict::isUntoldSome)
              ? "Every record that was reported as delivered is there."
              : "Every record that was delivered is there.");
    }
    for (TableVerdict table : tables) {
      if (table.fillable() > 0) {
        lines.add(
            "%s: stop its connectors and fill the holes with --repair"
                .formatted(table.datasource()));
      } else if (table.isInDoubt()) {
        lines.add(
            "%s: name its project with --datafiles, and Kafka is asked whether it has the records"
                .formatted(table.datasource()));
      }
      if (table.isExact() && table.duplicates() > 0) {
        lines.add(
            "%s: delete all but one row of each duplicate; docs/gap-detection.md has a query"
                .formatted(table.datasource()));
      }
    }
    return lines;
  }
}
