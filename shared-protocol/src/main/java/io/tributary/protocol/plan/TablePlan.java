package io.tributary.protocol.plan;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Format;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.SchemaEvolution;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPath;
import io.tributary.protocol.row.RowPlanException;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A datasource matched with the columns that its table has at this moment: which layout its rows
 * get and how records become rows. Types are the table's, not the datafile's, so that a table
 * altered by hand is written to as it is.
 *
 * <p>Immutable; any thread.
 *
 * @param layout the columns of a row: those of the SCHEMA with a JSONPath, then the meta columns,
 *     if the table has them
 * @param columns the first of them, which messages fill
 * @param named so many of those, at the beginning, are named by the SCHEMA
 * @param json how a message in JSON fills them
 * @param meta how the record fills the rest; null for a table without meta columns
 * @param keyFormat of the keys, null for bytes as they are
 */
public record TablePlan(
    Layout layout,
    List<RowColumn> columns,
    int named,
    JsonRowPlan json,
    @Nullable MetaLayout meta,
    @Nullable Format keyFormat) {
  private static final String EACH = "[:]";
  private static final String META = "__";

  public TablePlan {
    columns = List.copyOf(columns);
  }

  /**
   * The table that a datasource wants.
   *
   * @param partitions of its topic, or so many as rows over HTTP are numbered by
   */
  public static TableDefinition definition(Datasource datasource, int partitions) {
    List<ColumnDefinition> columns = new ArrayList<>(datasource.columnDefinitions());
    if (hasMeta(datasource)) {
      MetaColumn.definitions(datasource.stored(), partitions)
          .forEach(column -> columns.add(column.added()));
    }
    return new TableDefinition(
        datasource.name(),
        columns,
        datasource.engine(),
        datasource.sortingKey(),
        datasource.partitionKey());
  }

  /**
   * @throws TableMismatchException if the table cannot take the datasource's rows; the message is
   *     one line that names the column and the way out
   */
  public static TablePlan match(Datasource datasource, TableAnswer.Columns table) {
    Map<String, TableColumn> byName = new HashMap<>();
    table.columns().forEach(column -> byName.put(column.name(), column));
    Filled filled = new Filled(new ArrayList<>(), new ArrayList<>());
    for (SchemaColumn wanted : datasource.schema()) {
      String path = wanted.path();
      if (path == null) {
        continue;
      }
      List<String> parts = byName.containsKey(wanted.name()) ? List.of() : parts(wanted);
      for (String part : parts) {
        TableColumn column = require(datasource, byName, wanted.name() + '.' + part);
        fill(datasource, column, ofEach(path, part), filled);
      }
      if (parts.isEmpty()) {
        fill(datasource, require(datasource, byName, wanted.name()), path, filled);
      }
    }
    int named = filled.rowColumns().size();
    if (datasource.formats().evolution() == SchemaEvolution.ADD_COLUMNS) {
      addWhatGrew(datasource, table.columns(), filled);
    }
    addWhatDefaultsNeed(datasource, table.columns(), filled);
    List<LayoutColumn> layout = filled.layout();
    MetaLayout meta = hasMeta(datasource) ? addMeta(datasource, byName, layout) : null;
    if (layout.isEmpty()) {
      throw new TableMismatchException(
          datasource.name(),
          "messages fill no column of the table; give a column of the SCHEMA a JSONPath");
    }
    return new TablePlan(
        new Layout(layout),
        filled.rowColumns(),
        named,
        compiled(datasource, filled.rowColumns()),
        meta,
        datasource.formats().key());
  }

  private static boolean hasMeta(Datasource datasource) {
    return datasource.metaColumns() == MetaColumns.ON;
  }

  private static MetaLayout addMeta(
      Datasource datasource, Map<String, TableColumn> byName, List<LayoutColumn> layout) {
    Map<MetaColumn, ColumnType> types = new EnumMap<>(MetaColumn.class);
    for (MetaColumn wanted : MetaColumn.of(datasource.stored())) {
      TableColumn column = require(datasource, byName, wanted.columnName());
      types.put(wanted, type(datasource, column));
      layout.add(new LayoutColumn(column.name(), column.type(), false));
    }
    return MetaLayout.of(datasource, types);
  }

  /** Names of the columns that are filled although the SCHEMA does not name them. */
  public Set<String> grown() {
    Set<String> names = new HashSet<>();
    for (RowColumn column : columns.subList(named, columns.size())) {
      if (column.path() != null) {
        names.add(column.name());
      }
    }
    return names;
  }

  /**
   * Columns that the SCHEMA does not name take the field of their name: that is what they were
   * added for, by this process or an earlier one.
   */
  private static void addWhatGrew(Datasource datasource, List<TableColumn> table, Filled filled) {
    Set<String> named = new HashSet<>();
    datasource.schema().forEach(column -> named.add(column.name()));
    filled.layout().forEach(column -> named.add(column.name()));
    for (TableColumn column : table) {
      if (!named.contains(column.name()) && !column.name().startsWith(META) && canBeRead(column)) {
        fill(datasource, column, "$" + RowPath.step(column.name()), filled);
      }
    }
  }

  private static boolean canBeRead(TableColumn column) {
    try {
      return !ColumnType.parse(column.type()).sql().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Names of what a Nested column is made of: unless told otherwise, ClickHouse keeps each element
   * as an array in a column of its own.
   */
  private static List<String> parts(SchemaColumn wanted) {
    try {
      return ColumnType.parse(wanted.type()) instanceof ColumnType.Nested nested
          ? nested.elements().stream().map(ColumnType.Element::name).toList()
          : List.of();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** The path of a part in each element of an array. */
  private static String ofEach(String path, String part) {
    String array = path;
    while (array.endsWith(EACH)) {
      array = array.substring(0, array.length() - EACH.length());
    }
    return array + EACH + RowPath.step(part);
  }

  /**
   * Adds a column to the row. Columns that ClickHouse computes are left out, as it leaves them out
   * of what it reads.
   *
   * @param path null when no message has it
   */
  private static void fill(
      Datasource datasource, TableColumn column, @Nullable String path, Filled filled) {
    if (!column.kind().insertable()) {
      return;
    }
    boolean marked = column.kind() == TableColumn.Kind.DEFAULT;
    filled.rowColumns().add(new RowColumn(column.name(), type(datasource, column), path, marked));
    filled.layout().add(new LayoutColumn(column.name(), column.type(), marked));
  }

  private record Filled(List<RowColumn> rowColumns, List<LayoutColumn> layout) {}

  /**
   * A DEFAULT may be computed from columns that no message fills; ClickHouse then has to find them
   * beside the row, so they go along as missing.
   */
  private static void addWhatDefaultsNeed(
      Datasource datasource, List<TableColumn> table, Filled filled) {
    Set<String> there = new HashSet<>();
    filled.layout().forEach(column -> there.add(column.name()));
    StringBuilder expressions = new StringBuilder();
    for (TableColumn column : table) {
      if (there.contains(column.name())) {
        expressions.append(column.expression()).append(' ');
      }
    }
    boolean added = true;
    while (added) {
      added = false;
      for (TableColumn column : table) {
        if (column.kind().insertable()
            && !column.name().startsWith(META)
            && mentions(expressions, column.name())
            && there.add(column.name())) {
          fill(datasource, column, null, filled);
          expressions.append(column.expression()).append(' ');
          added = true;
        }
      }
    }
  }

  private static boolean mentions(CharSequence expressions, String name) {
    return Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(expressions).find();
  }

  private static JsonRowPlan compiled(Datasource datasource, List<RowColumn> columns) {
    try {
      return JsonRowPlan.compile(columns, ZoneOffset.UTC, datasource.timeFormat());
    } catch (RowPlanException e) {
      throw new TableMismatchException(datasource.name(), String.valueOf(e.getMessage()));
    }
  }

  private static TableColumn require(
      Datasource datasource, Map<String, TableColumn> byName, String name) {
    TableColumn column = byName.get(name);
    if (column == null) {
      throw new TableMismatchException(
          datasource.name(), name, "is missing in the table; add it with ALTER TABLE");
    }
    return column;
  }

  private static ColumnType type(Datasource datasource, TableColumn column) {
    try {
      return ColumnType.parse(column.type());
    } catch (IllegalArgumentException e) {
      throw new TableMismatchException(
          datasource.name(), column.name(), "cannot be written: " + e.getMessage());
    }
  }
}
