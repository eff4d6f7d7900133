package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.audit.HeldOffsets;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds out which offsets count as held when a partition is taken over: read with the settings of
 * that look, which see rows that a lightweight {@code DELETE} has marked.
 *
 * <p>Bounded: {@link HeldOffsets#MAX_ASKED_RANGES} and {@link HeldOffsets#MAX_ASKED_OFFSETS}.
 *
 * <p>Any event loop; what cannot be found out is a failed future with an {@link AuditProblem}.
 */
final class HeldSearch {
  private static final String TABLE = "table";
  private static final String QUARANTINE = "quarantine";

  private final Auditor auditor;

  /** Offsets of a partition. */
  record Wanted(String table, SourcePartition source, OffsetSet offsets) {}

  HeldSearch(Auditor auditor) {
    this.auditor = auditor;
  }

  /**
   * Reads {@code 40-44,60}.
   *
   * @throws IllegalArgumentException if it is something else, or too much
   */
  static OffsetSet offsets(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length > HeldOffsets.MAX_ASKED_RANGES) {
      throw new IllegalArgumentException(
          "%d ranges, and %d can be asked about at once"
              .formatted(parts.length, HeldOffsets.MAX_ASKED_RANGES));
    }
    List<OffsetRange> ranges = new ArrayList<>();
    for (String part : parts) {
      String[] bounds = part.split("-", -1);
      long first = Long.parseLong(bounds[0]);
      ranges.add(new OffsetRange(first, Long.parseLong(bounds[bounds.length - 1])));
      if (bounds.length > 2) {
        throw new IllegalArgumentException("not a range such as 40-44: " + part);
      }
    }
    OffsetSet offsets = OffsetSet.of(ranges);
    // Of the ranges one by one, as their sum may be more than a number can hold.
    for (OffsetRange range : offsets.ranges()) {
      if (range.last() - range.first() >= HeldOffsets.MAX_ASKED_OFFSETS) {
        throw tooMany();
      }
    }
    if (offsets.count() > HeldOffsets.MAX_ASKED_OFFSETS) {
      throw tooMany();
    }
    return offsets;
  }

  private static IllegalArgumentException tooMany() {
    return new IllegalArgumentException(
        "more than %,d offsets at once".formatted(HeldOffsets.MAX_ASKED_OFFSETS));
  }

  Future<HeldOffsets> find(Wanted wanted) {
    return auditor
        .ledger(wanted.table())
        .compose(
            ledger -> {
              String sql = islands(TABLE, ledger.table(), wanted);
              TableShape quarantine = ledger.quarantine();
              if (quarantine != null) {
                sql += " UNION ALL " + islands(QUARANTINE, quarantine, wanted);
              }
              return auditor.queries().look(sql + " FORMAT TabSeparated");
            })
        .map(HeldSearch::read);
  }

  private String islands(String place, TableShape table, Wanted wanted) {
    return """
    SELECT '%s', first, last FROM (\
    SELECT min(position) AS first, max(position) AS last FROM (\
    SELECT position, position - toInt64(row_number() OVER (ORDER BY position)) AS island FROM (\
    SELECT DISTINCT toInt64(__offset) AS position FROM %s \
    WHERE __topic = %s AND __run = %s AND __partition = %d AND (%s)\
    )) GROUP BY island ORDER BY first LIMIT %d)\
    """
        .formatted(
            place,
            SqlText.table(auditor.database(), table.name()),
            SqlText.literal(wanted.source().topic()),
            Integer.toUnsignedString(wanted.source().run()),
            wanted.source().partition(),
            wanted.offsets().ranges().stream()
                .map(
                    range ->
                        "(__offset >= %d AND __offset <= %d)"
                            .formatted(range.first(), range.last()))
                .collect(Collectors.joining(" OR ")),
            HeldOffsets.MAX_RANGES);
  }

  private static HeldOffsets read(String body) {
    List<OffsetRange> table = new ArrayList<>();
    List<OffsetRange> quarantine = new ArrayList<>();
    for (String line : body.lines().toList()) {
      String[] fields = line.split("\t", -1);
      (fields[0].equals(TABLE) ? table : quarantine)
          .add(new OffsetRange(Long.parseLong(fields[1]), Long.parseLong(fields[2])));
    }
    // The parts of a UNION come in any order, each in its own.
    return new HeldOffsets(table, quarantine);
  }
}
