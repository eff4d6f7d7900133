package io.tributary.protocol.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bool",
        "Int8",
        "Int16",
        "Int32",
        "Int64",
        "UInt8",
        "UInt16",
        "UInt32",
        "UInt64",
        "Float32",
        "Float64",
        "String",
        "Date",
        "DateTime",
        "DateTime('Europe/Berlin')",
        "DateTime64(3)",
        "DateTime64(9, 'UTC')",
        "UUID",
        "Nullable(String)",
        "LowCardinality(Nullable(String))",
        "Array(Array(Nullable(Int8)))",
        "Map(LowCardinality(String), Array(DateTime64(6)))",
        "DateTime('it\\'s')"
      })
  void canonicalTextComesBack(String text) {
    assertEquals(text, ColumnType.parse(text).sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\" Map ( String ,UInt8 ) \"|Map(String, UInt8)",
        "DateTime(3)|DateTime64(3)",
        "DateTime(6, 'UTC')|DateTime64(6, 'UTC')",
        "DateTime64(3,'UTC')|DateTime64(3, 'UTC')",
      })
  void looseTextBecomesCanonical(String text, String canonical) {
    assertEquals(canonical, ColumnType.parse(text).sql());
  }

  @Test
  void nestingIsRecords() {
    assertEquals(
        new ColumnType.Map(
            new ColumnType.Text(),
            new ColumnType.Array(new ColumnType.Nullable(new ColumnType.UnsignedInt(16)))),
        ColumnType.parse("Map(String, Array(Nullable(UInt16)))"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Strin|0|the type Strin is not known",
        "Array(Foo)|6|the type Foo is not known",
        "Map(String, Nope)|12|the type Nope is not known",
        "Array(String|12|',' or ')' is expected",
        "Array()|0|Array takes 1 argument(s), not 0",
        "Array(|6|a type name is expected",
        "Map(String)|0|Map takes 2 argument(s), not 1",
        "String(3)|0|String takes 0 argument(s), not 1",
        "String String|7|more text follows",
        "DateTime64('UTC')|0|argument 1 of DateTime64 must be a small whole number",
        "DateTime64(10)|0|precision of 0 to 9 digits, not 10",
        "DateTime('UTC|9|the closing quote is missing",
        "Array(3)|0|argument 1 of Array must be a type",
        "Nullable(Array(String))|0|Array(String) cannot be inside Nullable",
        "Nullable(Nullable(String))|0|cannot be inside Nullable",
        "Array(Nullable(Map(String, String)))|6|cannot be inside Nullable",
        "Nullable(LowCardinality(String))|0|write LowCardinality(Nullable(String))",
        "LowCardinality(DateTime64(3))|0|cannot be inside LowCardinality",
        "LowCardinality(Array(String))|0|cannot be inside LowCardinality",
        "Map(Nullable(String), String)|0|the key of a Map cannot be nullable",
        "Map(LowCardinality(Nullable(String)), String)|0|the key of a Map cannot be nullable",
        "DateTime64(99999999999999999999)|11|a whole number of at most 18 digits",
      })
  void badTextSaysWhereAndWhy(String text, int position, String reason) {
    ColumnTypeException e = assertThrows(ColumnTypeException.class, () -> ColumnType.parse(text));
    assertEquals(position, e.position(), e.toString());
    assertTrue(e.toString().contains(reason), e.toString());
    assertTrue(e.toString().contains("\"" + text + "\""), e.toString());
  }

  @Test
  void emptyTextIsRefused() {
    assertThrows(ColumnTypeException.class, () -> ColumnType.parse(""));
  }

  @Test
  void depthAndLengthAreBounded() {
    String deep = "Array(".repeat(1_000);
    assertTrue(
        assertThrows(ColumnTypeException.class, () -> ColumnType.parse(deep))
            .toString()
            .contains("more than 64 deep"));
    String late = " ".repeat(10_001);
    assertTrue(
        assertThrows(ColumnTypeException.class, () -> ColumnType.parse(late))
            .toString()
            .contains("longer than 10000"));
    ColumnType.parse("Array(".repeat(63) + "Int8" + ")".repeat(63));
  }
}
