package io.tributary.cli.quarantine;

import io.tributary.protocol.quarantine.RecordKey;
import java.util.List;
import java.util.Set;

/**
 * What a table makes of rows that it was sent: what it means that one is not there afterwards.
 *
 * <p>ClickHouse drops an insert whose token it remembers, even if somebody has deleted its rows
 * since, and does so for each partition of the table by itself.
 */
enum RowKeeping {
  /** Rows stay as they are: one that is not there was dropped. */
  KEEPS,
  /**
   * Of rows with the same key the last one stays: one that is not there was replaced, or dropped.
   * All of them again, in their order, come to the same.
   */
  REPLACES,
  /** Rows are added up or cancel each other: none may be sent twice. */
  COMBINES,
  /** Another table behind this one decides, say. */
  UNKNOWN;

  /**
   * @param engine name without arguments
   */
  static RowKeeping of(String engine) {
    String merging = engine.replaceFirst("^(Replicated|Shared)", "");
    return switch (merging) {
      case "MergeTree" -> KEEPS;
      case "ReplacingMergeTree" -> REPLACES;
      default -> merging.endsWith("MergeTree") ? COMBINES : UNKNOWN;
    };
  }

  /**
   * Which rows to send once more, under another token.
   *
   * @param rows that were sent
   * @param present those of them that the table shows
   */
  List<DecodedRow> again(List<DecodedRow> rows, Set<RecordKey> present) {
    return switch (this) {
      case KEEPS -> rows.stream().filter(row -> !present.contains(row.key())).toList();
      case REPLACES -> present.size() < rows.size() ? rows : List.of();
      case COMBINES -> List.of();
      case UNKNOWN -> present.isEmpty() ? rows : List.of();
    };
  }

  /** False when a table that shows none of the rows may have taken them. */
  boolean showsRows() {
    return this == KEEPS || this == UNKNOWN;
  }
}
