package io.tributary.gatherer.insert;

import io.tributary.protocol.table.Layout;
import java.util.List;

/** The columns by which a table is the ledger of what it holds. */
public final class LedgerColumns {
  static final String TOPIC = "__topic";
  static final String PARTITION = "__partition";

  /** Offset of the record in its partition. */
  public static final String OFFSET = "__offset";

  static final String RUN = "__run";

  private static final List<String> NAMES = List.of(TOPIC, PARTITION, OFFSET, RUN);

  private LedgerColumns() {}

  /** Their names. */
  public static List<String> names() {
    return NAMES;
  }

  /** True when each row of the layout says where it comes from. */
  static boolean areIn(Layout layout) {
    return NAMES.stream()
        .allMatch(
            name ->
                layout.columns().stream()
                    .anyMatch(column -> column.name().equals(name) && !column.marked()));
  }
}
