package io.tributary.connector.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.OffsetReset;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableColumn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TablePlanTest {
  private final Datasource datasource =
      new Datasource(
          "events",
          List.of(
              new SchemaColumn("id", "UInt64", "$.id", ""),
              new SchemaColumn("total", "Float64", "$.total", "price * 2"),
              new SchemaColumn("stored_at", "DateTime", null, "now()")),
          "",
          "",
          "",
          new KafkaSource("local", "events", "readers", OffsetReset.EARLIEST, false));

  @Test
  void rowsHaveWhatMessagesFillThenTheMetaColumns() {
    TablePlan plan = TablePlan.match(datasource, table(plain("price", "Float64")));
    assertEquals(
        List.of(
            "id",
            "total*",
            "price",
            "__value",
            "__topic",
            "__partition",
            "__offset",
            "__timestamp",
            "__key",
            "__run"),
        names(plan));
  }

  @Test
  void typesAreTheTablesOwn() {
    TablePlan plan = TablePlan.match(datasource, table(plain("price", "Float64")));
    assertEquals("UInt32", plan.layout().columns().getFirst().type());
  }

  @Test
  void columnThatNobodyNeedsStaysWithClickHouse() {
    TablePlan plan = TablePlan.match(datasource, table(plain("unrelated", "String")));
    assertTrue(names(plan).stream().noneMatch(n -> n.equals("unrelated")), names(plan).toString());
    assertTrue(names(plan).stream().noneMatch(n -> n.startsWith("stored_at")));
  }

  @Test
  void columnThatClickHouseFillsItselfIsNamed() {
    TableAnswer.Columns table = table(new TableColumn("id", "UInt64", Kind.MATERIALIZED, "rand()"));
    TableMismatchException problem =
        assertThrows(TableMismatchException.class, () -> TablePlan.match(datasource, table));
    assertTrue(String.valueOf(problem.getMessage()).contains("events: column id"));
  }

  private static List<String> names(TablePlan plan) {
    List<String> names = new ArrayList<>();
    for (LayoutColumn column : plan.layout().columns()) {
      names.add(column.name() + (column.marked() ? "*" : ""));
    }
    return names;
  }

  private static TableColumn plain(String name, String type) {
    return new TableColumn(name, type, Kind.PLAIN, "");
  }

  private static TableAnswer.Columns table(TableColumn extra) {
    List<TableColumn> columns = new ArrayList<>();
    if (!extra.name().equals("id")) {
      columns.add(plain("id", "UInt32"));
    }
    columns.add(new TableColumn("total", "Float64", Kind.DEFAULT, "price * 2"));
    columns.add(new TableColumn("stored_at", "DateTime", Kind.DEFAULT, "now()"));
    columns.add(extra);
    MetaColumn.definitions().forEach(meta -> columns.add(plain(meta.name(), meta.type())));
    return new TableAnswer.Columns("default", new UUID(0, 1), columns);
  }
}
