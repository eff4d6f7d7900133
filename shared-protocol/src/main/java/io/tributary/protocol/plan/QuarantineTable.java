package io.tributary.protocol.plan;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.quarantine.QuarantineName;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * The table that the quarantined records of a datasource go to.
 *
 * <pre>
 *  columns of the SCHEMA           Nullable(String), for people who repair records by hand
 *  __value … __run, __headers      the record, in forms that hold any topic
 *  c__value_length … c__import_id  why it is here, and who put it here
 *  c__replayed, insertion_date     filled by ClickHouse
 * </pre>
 *
 * <p>It has meta columns whether or not the datasource's table has them.
 *
 * @param datasource whose records they are
 */
public record QuarantineTable(Datasource datasource) {
  private static final String INSERTION_DATE = "insertion_date";
  private static final String DETAILS = "Array(String)";

  /** The forms of its meta columns, whatever the datasource's table has. */
  MetaLayout meta() {
    return new MetaLayout(Integer.BYTES, 3, new Stored(true, stored().headers()));
  }

  private Stored stored() {
    return datasource.stored();
  }

  /** How it is created. */
  public TableDefinition definition() {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (SchemaColumn column : datasource.schema()) {
      if (!column.name().equals(INSERTION_DATE)) {
        columns.add(new ColumnDefinition(column.name(), "Nullable(String)", "NULL"));
      }
    }
    for (MetaColumn column : MetaColumn.of(stored())) {
      columns.add(new ColumnDefinition(column.columnName(), metaType(column), ""));
    }
    columns.add(new ColumnDefinition("c__value_length", "UInt64", ""));
    columns.add(new ColumnDefinition("c__tombstone", "UInt8", ""));
    // NULL: the record has no key.
    columns.add(new ColumnDefinition("c__key_length", "Nullable(UInt64)", ""));
    columns.add(new ColumnDefinition("c__headers_left_out", "UInt32", ""));
    columns.add(new ColumnDefinition("c__error_column", DETAILS, ""));
    columns.add(new ColumnDefinition("c__error", DETAILS, ""));
    columns.add(new ColumnDefinition("c__reason", "LowCardinality(String)", ""));
    columns.add(new ColumnDefinition("c__schema_id", "Nullable(Int32)", ""));
    columns.add(new ColumnDefinition("c__import_id", "String", ""));
    columns.add(new ColumnDefinition("c__replayed", "Nullable(DateTime)", "NULL"));
    columns.add(new ColumnDefinition(INSERTION_DATE, "DateTime", "now()"));
    // A table of an earlier version, or of an earlier SCHEMA, lacks some of them.
    return new TableDefinition(
        QuarantineName.of(datasource.name()),
        columns.stream().map(ColumnDefinition::added).toList(),
        "MergeTree",
        "__partition, __offset",
        "");
  }

  private static String metaType(MetaColumn column) {
    return switch (column) {
      case PARTITION -> "Int32";
      case TIMESTAMP -> "DateTime64(3)";
      case VALUE, TOPIC, OFFSET, KEY, RUN, HEADERS -> column.type();
    };
  }

  /** What a row is made of; ClickHouse fills the columns that have a DEFAULT. */
  public Layout layout() {
    return new Layout(
        definition().columns().stream()
            .filter(column -> column.defaultExpression().isEmpty())
            .map(column -> new LayoutColumn(column.name(), column.type(), false))
            .toList());
  }
}
