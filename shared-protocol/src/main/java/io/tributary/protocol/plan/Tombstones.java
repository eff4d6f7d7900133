package io.tributary.protocol.plan;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a table can hold records without a value. */
public final class Tombstones {
  private Tombstones() {}

  /**
   * Null when every column that the SCHEMA names and messages fill has a NULL or a DEFAULT for what
   * is missing; else why a tombstone is no row.
   */
  public static @Nullable RowProblem problem(List<RowColumn> columns) {
    for (RowColumn column : columns) {
      if (column.path() != null && !column.marked() && !takesNull(column.type())) {
        return RowProblem.ofMessage(
            ProblemKind.TOMBSTONE,
            "",
            "tombstone: the record has no value, but column %s, which is %s, needs one; make it Nullable or give it a DEFAULT"
                .formatted(column.name(), column.type().sql()));
      }
    }
    return null;
  }

  private static boolean takesNull(ColumnType type) {
    return switch (type) {
      case ColumnType.Nullable nullable -> true;
      case ColumnType.LowCardinality(ColumnType of) -> takesNull(of);
      case ColumnType.SimpleAggregate(String function, ColumnType of) -> takesNull(of);
      case ColumnType.Variant variant -> true;
      case ColumnType.Dynamic dynamic -> true;
      default -> false;
    };
  }
}
