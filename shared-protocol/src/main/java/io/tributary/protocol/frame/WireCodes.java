package io.tributary.protocol.frame;

import io.tributary.protocol.table.ColumnDefinition.IfMissing;
import io.tributary.protocol.table.TableColumn;
import java.util.List;

/**
 * An enum as one byte: the first value listed is 1, the second 2, and so on. The order is written
 * here and not taken from the enum, which may be rearranged.
 */
final class WireCodes<E extends Enum<E>> {
  static final WireCodes<TableRole> ROLE =
      new WireCodes<>("role", List.of(TableRole.ROWS, TableRole.QUARANTINE));
  static final WireCodes<Compression> COMPRESSION =
      new WireCodes<>("compression", List.of(Compression.NONE));
  static final WireCodes<GoodbyeReason> GOODBYE_REASON =
      new WireCodes<>(
          "goodbye reason",
          List.of(
              GoodbyeReason.SHUTDOWN,
              GoodbyeReason.VIOLATION,
              GoodbyeReason.UNAUTHORIZED,
              GoodbyeReason.VERSION,
              GoodbyeReason.BUSY,
              GoodbyeReason.SILENCE));
  static final WireCodes<RowsKind> ROWS_KIND =
      new WireCodes<>("kind of rows", List.of(RowsKind.FRESH, RowsKind.SUSPECT));
  static final WireCodes<Guarantee> GUARANTEE =
      new WireCodes<>("guarantee", List.of(Guarantee.AT_LEAST_ONCE, Guarantee.EXACTLY_ONCE));
  static final WireCodes<IfMissing> IF_MISSING =
      new WireCodes<>("ifMissing", List.of(IfMissing.REFUSE, IfMissing.ADD));
  static final WireCodes<TableColumn.Kind> COLUMN_KIND =
      new WireCodes<>(
          "column kind",
          List.of(
              TableColumn.Kind.PLAIN,
              TableColumn.Kind.DEFAULT,
              TableColumn.Kind.MATERIALIZED,
              TableColumn.Kind.ALIAS,
              TableColumn.Kind.EPHEMERAL));

  private final String what;
  private final List<E> values;

  private WireCodes(String what, List<E> values) {
    this.what = what;
    this.values = values;
  }

  int code(E value) {
    int index = values.indexOf(value);
    if (index < 0) {
      throw new IllegalStateException(value + " has no " + what + " code");
    }
    return index + 1;
  }

  E value(int code) throws ProtocolViolation {
    if (code < 1 || code > values.size()) {
      throw unknown(what, code);
    }
    return values.get(code - 1);
  }

  static ProtocolViolation unknown(String what, int code) {
    return new ProtocolViolation(Rule.UNKNOWN_CODE, "no " + what + " has the code " + code);
  }
}
