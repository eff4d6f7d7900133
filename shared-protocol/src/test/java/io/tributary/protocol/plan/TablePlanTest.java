package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.datafile.Format;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.datafile.OffsetReset;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.SchemaEvolution;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableColumn.Kind;
import io.tributary.protocol.table.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
          DateTimeInputFormat.BEST_EFFORT,
          source(Stored.NOTHING));

  private static KafkaSource source(Stored stored) {
    return new KafkaSource(
        "local", "events", "readers", OffsetReset.EARLIEST, Formats.DEFAULT, stored, Delivery.BEST);
  }

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
  void rowsOverHttpHaveTheSameMetaColumns() {
    Datasource http = overHttp(MetaColumns.ON);
    TableAnswer.Columns table = table(plain("price", "Float64"));
    TablePlan plan = TablePlan.match(http, table);
    assertEquals(names(TablePlan.match(datasource, table)), names(plan));
    assertEquals(new MetaLayout(2, -1, Stored.NOTHING), plan.meta());
    assertNull(plan.keyFormat());
    assertEquals(
        TablePlan.definition(datasource, 1).columns(), TablePlan.definition(http, 1).columns());
  }

  @Test
  void tableMayDoWithoutMetaColumns() {
    Datasource http = overHttp(MetaColumns.OFF);
    TableAnswer.Columns all = table(plain("price", "Float64"));
    List<TableColumn> bare =
        all.columns().stream().filter(column -> !column.name().startsWith("__")).toList();
    for (List<TableColumn> columns : List.of(bare, all.columns())) {
      TablePlan plan =
          TablePlan.match(
              http,
              new TableAnswer.Columns(
                  "default", new UUID(0, 1), columns, new TableDelivery(List.of(), List.of())));
      assertEquals(List.of("id", "total*", "price"), names(plan));
      assertNull(plan.meta());
    }
    assertEquals(List.of("id", "total", "stored_at"), columnNames(TablePlan.definition(http, 1)));
    assertEquals(
        columnNames(new QuarantineTable(datasource).definition()),
        columnNames(new QuarantineTable(http).definition()));
  }

  @Test
  void rowHasAtLeastOneColumn() {
    Datasource http =
        new Datasource(
            "events",
            List.of(new SchemaColumn("stored_at", "DateTime", null, "now()")),
            "",
            "",
            "",
            DateTimeInputFormat.BEST_EFFORT,
            Optional.empty(),
            MetaColumns.OFF);
    TableMismatchException problem =
        assertThrows(TableMismatchException.class, () -> TablePlan.match(http, table()));
    assertEquals(
        "datasource events: messages fill no column of the table; give a column of the SCHEMA a"
            + " JSONPath",
        problem.getMessage());
  }

  private Datasource overHttp(MetaColumns metaColumns) {
    return new Datasource(
        "events",
        datasource.schema(),
        "",
        "",
        "",
        DateTimeInputFormat.BEST_EFFORT,
        Optional.empty(),
        metaColumns);
  }

  private static List<String> columnNames(TableDefinition table) {
    return table.columns().stream().map(ColumnDefinition::name).toList();
  }

  @Test
  void metaColumnsOfANewTableTakeWhatTheTopicNeeds() {
    Datasource stored =
        new Datasource(
            "events",
            datasource.schema(),
            "",
            "",
            "",
            DateTimeInputFormat.BEST_EFFORT,
            source(new Stored(false, true)));
    assertEquals("Int16", definition(datasource, 32_767).get("__partition"));
    assertEquals("Int32", definition(datasource, 32_768).get("__partition"));
    assertEquals("Map(String, String)", definition(stored, 1).get("__headers"));
    assertFalse(definition(datasource, 1).containsKey("__headers"));
    assertEquals(
        "__headers", names(TablePlan.match(stored, headers("Map(String, String)"))).getLast());
    TableMismatchException problem =
        assertThrows(
            TableMismatchException.class, () -> TablePlan.match(stored, headers("String")));
    assertTrue(
        String.valueOf(problem.getMessage()).contains("column __headers is String in the table"),
        problem.getMessage());
  }

  private static Map<String, String> definition(Datasource datasource, int partitions) {
    return TablePlan.definition(datasource, partitions).columns().stream()
        .collect(Collectors.toMap(ColumnDefinition::name, ColumnDefinition::type));
  }

  private static TableAnswer.Columns headers(String type) {
    return table(plain("__headers", type));
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
  void columnsThatWereAddedTakeTheFieldOfTheirName() {
    Datasource growing =
        new Datasource(
            datasource.name(),
            datasource.schema(),
            "",
            "",
            "",
            DateTimeInputFormat.BEST_EFFORT,
            new KafkaSource(
                "local",
                "events",
                "readers",
                OffsetReset.EARLIEST,
                new Formats(Format.AVRO, null, true, SchemaEvolution.ADD_COLUMNS),
                Stored.NOTHING,
                Delivery.BEST));
    TablePlan plan =
        TablePlan.match(
            growing,
            table(
                plain("it's new", "Nullable(Int64)"),
                new TableColumn("computed", "UInt64", Kind.MATERIALIZED, "1"),
                plain("odd", "AggregateFunction(sum, UInt64)")));
    assertEquals(List.of("id", "total*", "it's new"), names(plan).subList(0, 3));
    assertEquals("__value", names(plan).get(3));
    JsonRowEncoder encoder = new JsonRowEncoder(plan.json(), 1_000);
    RowBinaryWriter out = new RowBinaryWriter(100, 1_000);
    byte[] message = "{\"id\":1,\"it's new\":7}".getBytes(StandardCharsets.UTF_8);
    assertNull(encoder.encode(message, 0, message.length, out));
  }

  @Test
  void columnThatClickHouseFillsItselfIsLeftOut() {
    for (Kind kind : List.of(Kind.MATERIALIZED, Kind.ALIAS)) {
      TablePlan plan =
          TablePlan.match(datasource, table(new TableColumn("id", "UInt64", kind, "rand()")));
      assertEquals("total*", names(plan).getFirst());
      assertTrue(names(plan).stream().noneMatch(name -> name.startsWith("id")));
    }
  }

  @Test
  void columnOfStatesIsRefused() {
    TableAnswer.Columns table = table(plain("id", "AggregateFunction(sum, UInt64)"));
    TableMismatchException problem =
        assertThrows(TableMismatchException.class, () -> TablePlan.match(datasource, table));
    String message = String.valueOf(problem.getMessage());
    assertTrue(message.contains("events: column id cannot be written"), message);
    assertTrue(message.contains("materialized view"), message);
  }

  @Test
  void flattenedNestedColumnIsFilledPartByPart() {
    Datasource nested = nested("Nested(a UInt8, b String)", "$.list");
    TablePlan plan =
        TablePlan.match(nested, only(plain("n.a", "Array(UInt8)"), plain("n.b", "Array(String)")));
    assertEquals(List.of("n.a", "n.b"), names(plan).subList(0, 2));
    TableMismatchException problem =
        assertThrows(
            TableMismatchException.class,
            () -> TablePlan.match(nested, table(plain("n.a", "Array(UInt8)"))));
    assertTrue(
        String.valueOf(problem.getMessage()).contains("column n.b is missing"),
        problem.getMessage());
  }

  @Test
  void pathsOfNestedPartsTakeAnyNameAndMayEndWithTheElements() {
    Datasource nested = nested("Nested(`it's` UInt8, `a\\\\b` String)", "$.list[:]");
    TablePlan plan =
        TablePlan.match(
            nested, only(plain("n.it's", "Array(UInt8)"), plain("n.a\\b", "Array(String)")));
    byte[] message = "{\"list\":[{\"it's\":7,\"a\\\\b\":\"x\"}]}".getBytes(StandardCharsets.UTF_8);
    RowBinaryWriter row = new RowBinaryWriter(64, 64);
    assertNull(new JsonRowEncoder(plan.json(), 64).encode(message, 0, message.length, row));
    assertArrayEquals(new byte[] {1, 7, 1, 1, 'x'}, Arrays.copyOf(row.array(), row.position()));
  }

  private Datasource nested(String type, String path) {
    return new Datasource(
        "events",
        List.of(new SchemaColumn("n", type, path, "")),
        "",
        "",
        "",
        DateTimeInputFormat.BEST_EFFORT,
        datasource.topicSource());
  }

  private static TableAnswer.Columns only(TableColumn... filled) {
    List<TableColumn> columns = new ArrayList<>(List.of(filled));
    MetaColumn.definitions(Stored.NOTHING, 4)
        .forEach(meta -> columns.add(plain(meta.name(), meta.type())));
    return new TableAnswer.Columns(
        "default", new UUID(0, 1), columns, new TableDelivery(List.of(), List.of()));
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

  private static TableAnswer.Columns table(TableColumn... extra) {
    List<TableColumn> columns = new ArrayList<>();
    if (Arrays.stream(extra).noneMatch(column -> column.name().equals("id"))) {
      columns.add(plain("id", "UInt32"));
    }
    columns.add(new TableColumn("total", "Float64", Kind.DEFAULT, "price * 2"));
    columns.add(new TableColumn("stored_at", "DateTime", Kind.DEFAULT, "now()"));
    columns.addAll(List.of(extra));
    MetaColumn.definitions(Stored.NOTHING, 4)
        .forEach(meta -> columns.add(plain(meta.name(), meta.type())));
    return new TableAnswer.Columns(
        "default", new UUID(0, 1), columns, new TableDelivery(List.of(), List.of()));
  }
}
