package io.tributary.gatherer.insert;

import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The INSERT for the rows of one layout. Values are cast, not misread, should a column have been
 * altered meanwhile; a marked column takes the table's DEFAULT row by row:
 *
 * <pre>
 *   INSERT INTO `db`.`t` (`a`, `b`)
 *   SELECT `a`, if(`__m1`, CAST(&lt;default of b&gt;, '&lt;type of b&gt;'), `__v1`) AS `b`
 *   FROM input('`a` T1, `__m1` UInt8, `__v1` T2') FORMAT RowBinary
 * </pre>
 *
 * <p>The value of a marked column comes in under another name than the column's, so that a default
 * expression that reads {@code b} reads its final value, as in an INSERT without {@code b}.
 *
 * <p>Servers of before 2019 have no {@code input}. They get {@link #plain}, which cannot say which
 * types its body has: it relies on the table's.
 */
public final class InsertStatement {
  private static final Map<String, String> READ_AS =
      Map.of(
          "LowCardinality(String)", "String",
          "LowCardinality(Nullable(String))", "Nullable(String)");

  private InsertStatement() {}

  /** The statement's text for all rows, which follow as the body of the request. */
  public static String text(
      String database, String table, Layout layout, List<TableColumn> tableColumns) {
    return text(database, table, layout, tableColumns, "");
  }

  /**
   * The statement's text.
   *
   * @param where which rows are inserted, with a space in front; empty for all
   */
  static String text(
      String database, String table, Layout layout, List<TableColumn> tableColumns, String where) {
    Map<String, TableColumn> byName =
        tableColumns.stream().collect(Collectors.toMap(TableColumn::name, Function.identity()));
    String suffix = unusedSuffix(layout, byName.keySet());
    StringJoiner names = new StringJoiner(", ", " (", ")");
    StringJoiner values = new StringJoiner(", ", " SELECT ", "");
    StringJoiner structure = new StringJoiner(", ");
    int index = 0;
    for (LayoutColumn column : layout.columns()) {
      String name = SqlText.identifier(column.name());
      names.add(name);
      if (column.marked()) {
        String marker = SqlText.identifier("__m" + index + suffix);
        String value = SqlText.identifier("__v" + index + suffix);
        values.add(orDefault(marker, value, column, byName.get(column.name())) + " AS " + name);
        structure.add(marker + " UInt8").add(value + ' ' + readAs(column.type()));
      } else {
        values.add(name);
        structure.add(name + ' ' + readAs(column.type()));
      }
      index++;
    }
    return "INSERT INTO "
        + SqlText.table(database, table)
        + names
        + values
        + " FROM input("
        + SqlText.literal(structure.toString())
        + ")"
        + where
        + " FORMAT RowBinary";
  }

  /**
   * The statement for servers without {@code input}.
   *
   * @param layout without marked columns
   */
  static String plain(String database, String table, Layout layout) {
    if (needsInput(layout)) {
      throw new IllegalArgumentException("marked columns need input(): " + layout.columns());
    }
    return "INSERT INTO "
        + SqlText.table(database, table)
        + layout.columns().stream()
            .map(column -> SqlText.identifier(column.name()))
            .collect(Collectors.joining(", ", " (", ")"))
        + " FORMAT RowBinary";
  }

  /** The column of a layout that no statement lets this server read, empty without one. */
  public static Optional<LayoutColumn> unreadable(Layout layout, ServerSettings server) {
    return TypeSettings.unreadable(layout, server);
  }

  /** True for rows that only a statement with {@code input} can read. */
  public static boolean needsInput(Layout layout) {
    return layout.columns().stream().anyMatch(LayoutColumn::marked);
  }

  private static String orDefault(
      String marker, String value, LayoutColumn column, @Nullable TableColumn known) {
    String type = SqlText.literal(known == null ? column.type() : known.type());
    String fallback =
        known == null || known.expression().isEmpty()
            ? "defaultValueOfTypeName(" + type + ")"
            : "CAST(" + known.expression() + ", " + type + ")";
    boolean altered = known != null && !known.type().equals(readAs(column.type()));
    String given = altered ? "CAST(" + value + ", " + type + ")" : value;
    return "if(" + marker + ", " + fallback + ", " + given + ")";
  }

  /**
   * What values of a type are read as. In RowBinary LowCardinality changes nothing, but each value
   * that is read as such is looked up in a dictionary; a whole column is put into one faster when
   * it is inserted. Not so for numbers, of which -0 would become 0.
   */
  private static String readAs(String type) {
    return READ_AS.getOrDefault(type, type);
  }

  /** Makes the names of markers differ from every column's. */
  private static String unusedSuffix(Layout layout, Set<String> tableColumns) {
    Set<String> taken = new HashSet<>(tableColumns);
    layout.columns().forEach(column -> taken.add(column.name()));
    String suffix = "";
    while (anyTaken(taken, layout.columns().size(), suffix)) {
      suffix += "_";
    }
    return suffix;
  }

  private static boolean anyTaken(Set<String> taken, int columns, String suffix) {
    for (int i = 0; i < columns; i++) {
      if (taken.contains("__m" + i + suffix) || taken.contains("__v" + i + suffix)) {
        return true;
      }
    }
    return false;
  }
}
