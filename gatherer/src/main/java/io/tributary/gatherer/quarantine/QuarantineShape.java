package io.tributary.gatherer.quarantine;

import io.tributary.protocol.quarantine.QuarantineName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A quarantine table as it is.
 *
 * @param table ends in {@code _quarantine}
 * @param engine of the table, null when it was not asked for
 * @param columns names
 */
record QuarantineShape(String table, @Nullable String engine, Set<String> columns) {
  /** Every quarantine table that a connector made has them. */
  private static final List<String> FIRST = List.of("__offset", "c__error", "insertion_date");

  /** Tables of older versions lack some. */
  private static final List<String> LATER =
      List.of(
          "c__value_length",
          "c__tombstone",
          "c__key_length",
          "c__headers_left_out",
          "c__reason",
          "c__schema_id",
          "c__import_id",
          "c__replayed");

  QuarantineShape {
    columns = Set.copyOf(columns);
  }

  String datasource() {
    return table.substring(0, table.length() - QuarantineName.SUFFIX.length());
  }

  /** False for a table that only happens to have such a name. */
  boolean isQuarantine() {
    return columns.containsAll(FIRST);
  }

  /** Columns that newer versions have. */
  List<String> lacking() {
    return LATER.stream().filter(column -> !columns.contains(column)).toList();
  }

  boolean hasHeaders() {
    return columns.contains("__headers");
  }

  /** True when single values of its rows can be changed. */
  boolean canBeMarked() {
    return engine != null && engine.endsWith("MergeTree");
  }
}
