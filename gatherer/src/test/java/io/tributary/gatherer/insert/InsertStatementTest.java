package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InsertStatementTest {
  private static LayoutColumn plain(String name, String type) {
    return new LayoutColumn(name, type, false);
  }

  private static LayoutColumn marked(String name, String type) {
    return new LayoutColumn(name, type, true);
  }

  private static TableColumn column(String name, String type, String expression) {
    return new TableColumn(
        name,
        type,
        expression.isEmpty() ? TableColumn.Kind.PLAIN : TableColumn.Kind.DEFAULT,
        expression);
  }

  private static String text(List<TableColumn> table, LayoutColumn... columns) {
    return InsertStatement.text("db", "t", new Layout(List.of(columns)), table);
  }

  @Test
  void columnsPassThrough() {
    assertEquals(
        "INSERT INTO `db`.`t` (`a`, `b`) SELECT `a`, `b`"
            + " FROM input('`a` UInt8, `b` String') FORMAT RowBinary",
        text(List.of(), plain("a", "UInt8"), plain("b", "String")));
  }

  @Test
  void dictionariesOfNumbersAreReadAsSuch() {
    assertEquals(
        "INSERT INTO `db`.`t` (`a`) SELECT `a` FROM input('`a` LowCardinality(Float32)')"
            + " FORMAT RowBinary",
        text(List.of(), plain("a", "LowCardinality(Float32)")));
  }

  @Test
  void lowCardinalityOfTextIsReadAsText() {
    assertEquals(
        "INSERT INTO `db`.`t` (`a`, `b`, `c`) SELECT `a`,"
            + " if(`__m1`, CAST('x', 'LowCardinality(String)'),"
            + " CAST(`__v1`, 'LowCardinality(String)')) AS `b`, `c`"
            + " FROM input('`a` Nullable(String), `__m1` UInt8, `__v1` String,"
            + " `c` Map(LowCardinality(String), String)') FORMAT RowBinary",
        text(
            List.of(column("b", "LowCardinality(String)", "'x'")),
            plain("a", "LowCardinality(Nullable(String))"),
            marked("b", "LowCardinality(String)"),
            plain("c", "Map(LowCardinality(String), String)")));
  }

  @Test
  void plainStatementNamesTheColumns() {
    assertEquals(
        "INSERT INTO `db`.`t` (`a`, `b\\`c`) FORMAT RowBinary",
        InsertStatement.plain(
            "db", "t", new Layout(List.of(plain("a", "UInt8"), plain("b`c", "String")))));
  }

  @Test
  void plainStatementNeverTakesMarkedColumns() {
    Layout layout = new Layout(List.of(plain("a", "UInt8"), marked("b", "String")));
    assertTrue(InsertStatement.needsInput(layout));
    assertThrows(IllegalArgumentException.class, () -> InsertStatement.plain("db", "t", layout));
  }

  @Test
  void markedColumnTakesTheTablesDefault() {
    assertEquals(
        "INSERT INTO `db`.`t` (`a`, `b`) SELECT `a`,"
            + " if(`__m1`, CAST(a + 1, 'UInt16'), `__v1`) AS `b`"
            + " FROM input('`a` UInt8, `__m1` UInt8, `__v1` UInt16') FORMAT RowBinary",
        text(
            List.of(column("a", "UInt8", ""), column("b", "UInt16", "a + 1")),
            plain("a", "UInt8"),
            marked("b", "UInt16")));
  }

  @Test
  void alteredTypeIsCast() {
    assertEquals(
        "INSERT INTO `db`.`t` (`b`) SELECT"
            + " if(`__m0`, CAST(1, 'UInt32'), CAST(`__v0`, 'UInt32')) AS `b`"
            + " FROM input('`__m0` UInt8, `__v0` UInt16') FORMAT RowBinary",
        text(List.of(column("b", "UInt32", "1")), marked("b", "UInt16")));
  }

  @Test
  void markedColumnWithoutDefaultTakesTheTypes() {
    assertEquals(
        "INSERT INTO `db`.`t` (`b`) SELECT"
            + " if(`__m0`, defaultValueOfTypeName('String'), `__v0`) AS `b`"
            + " FROM input('`__m0` UInt8, `__v0` String') FORMAT RowBinary",
        text(List.of(column("b", "String", "")), marked("b", "String")));
  }

  @Test
  void markersAvoidEveryColumn() {
    assertEquals(
        "INSERT INTO `db`.`t` (`b`, `__m0`) SELECT"
            + " if(`__m0__`, CAST(2, 'UInt8'), `__v0__`) AS `b`, `__m0`"
            + " FROM input('`__m0__` UInt8, `__v0__` UInt8, `__m0` UInt8') FORMAT RowBinary",
        text(
            List.of(column("b", "UInt8", "2"), column("__v0_", "UInt8", "")),
            marked("b", "UInt8"),
            plain("__m0", "UInt8")));
  }

  @Test
  void namesAndTypesAreNeverSql() {
    assertEquals(
        "INSERT INTO `d\\`b`.`t\\\\` (`a\\`, b`) SELECT `a\\`, b`"
            + " FROM input('`a\\\\`, b` Enum8(\\'x\\' = 1)') FORMAT RowBinary",
        InsertStatement.text(
            "d`b", "t\\", new Layout(List.of(plain("a`, b", "Enum8('x' = 1)"))), List.of()));
  }
}
