package io.tributary.protocol.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
        "Int128",
        "Int256",
        "UInt128",
        "UInt256",
        "BFloat16",
        "Decimal(10, 0)",
        "Decimal(76, 76)",
        "FixedString(16)",
        "Date32",
        "Time",
        "Time64(6)",
        "IntervalNanosecond",
        "IntervalDay",
        "IntervalYear",
        "IPv4",
        "IPv6",
        "Enum8('' = -128, 'it\\'s' = 0, 'a\\\\b\\n\\tc' = 1)",
        "Enum16('a' = 1000)",
        "Tuple()",
        "Tuple(UInt8, Tuple(String))",
        "Tuple(a UInt8, Nested Array(String), Bool Bool)",
        "Tuple(`odd name` UInt8, `a.b` UInt8, `back\\`tick` UInt8, `ä` UInt8, `1` UInt8)",
        "Tuple(`select` UInt8, `Distinct` UInt8, `values` UInt8, array UInt8)",
        "Nested(a UInt8, b Nested(`c d` UInt8))",
        "Point",
        "Ring",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "Geometry",
        "Variant(Array(UInt8), LowCardinality(String), Polygon, UInt64)",
        "Dynamic",
        "Dynamic(max_types=254)",
        "JSON",
        "JSON(max_dynamic_paths=10, `a b.c` Map(String, Enum8('x)' = 1)), SKIP `q)w`, SKIP REGEXP"
            + " '[(]')",
        "SimpleAggregateFunction(sum, UInt64)",
        "SimpleAggregateFunction(groupArrayArray(10), Array(UInt8))",
        "Nullable(JSON)",
        "Nullable(Tuple(a UInt8))",
        "LowCardinality(SimpleAggregateFunction(any, String))",
        "Map(Array(UInt8), Geometry)",
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
        "DateTime64|DateTime64(3)",
        "Time(6)|Time64(6)",
        "Time64|Time64(3)",
        "Decimal|Decimal(10, 0)",
        "Decimal(5)|Decimal(5, 0)",
        "Decimal32(3)|Decimal(9, 3)",
        "Decimal64(3)|Decimal(18, 3)",
        "Decimal128(3)|Decimal(38, 3)",
        "Decimal256(3)|Decimal(76, 3)",
        "Enum8('a','b')|Enum8('a' = 1, 'b' = 2)",
        "Enum8('b'=5,'a'= -1,'c')|Enum8('a' = -1, 'c' = 0, 'b' = 5)",
        "Enum('a'=1)|Enum8('a' = 1)",
        "Enum('a'=127,'b')|Enum16('a' = 127, 'b' = 128)",
        "Enum8('it''s')|Enum8('it\\'s' = 1)",
        "Tuple(\"q\" UInt8)|Tuple(q UInt8)",
        "Tuple(`plain`UInt8)|Tuple(plain UInt8)",
        "Variant(UInt8,String,UInt8)|Variant(String, UInt8)",
        "Dynamic()|Dynamic",
        "Dynamic( max_types = 32 )|Dynamic",
        "JSON()|JSON",
        "JSON(a UInt8,SKIP b)|JSON(a UInt8, SKIP b)",
        "SimpleAggregateFunction( any ,String)|SimpleAggregateFunction(any, String)",
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
        "Strin|0|the type Strin is not known, did you mean String?",
        "Array(Foo)|6|the type Foo is not known",
        "uuid|0|the type uuid is not known, did you mean UUID?",
        "Uint512|0|did you mean UInt128 or UInt16",
        "Tablecloth|0|use one of Bool, Int8 to Int256",
        "Map(String, Nope)|12|the type Nope is not known",
        "Array(String|12|',' or ')' is expected",
        "Array()|0|Array takes 1 argument(s), not 0",
        "Array(|6|a type name is expected",
        "Map(String)|0|Map takes 2 argument(s), not 1",
        "String(3)|0|String takes 0 argument(s), not 1",
        "String String|7|more text follows",
        "DateTime64('UTC')|0|argument 1 of DateTime64 must be a small whole number",
        "DateTime64(10)|0|precision of 0 to 9 digits, not 10",
        "Time64(10)|0|Time64 has a precision of 0 to 9 digits, not 10",
        "Time('UTC')|0|argument 1 of Time must be a small whole number",
        "Decimal(77, 1)|0|precision of 1 to 76 digits, not 77",
        "Decimal(0)|0|precision of 1 to 76 digits, not 0",
        "Decimal(5, 6)|0|a Decimal of 5 digits has a scale of 0 to 5, not 6",
        "Decimal(5, -1)|0|scale of 0 to 5, not -1",
        "FixedString(0)|0|length of 1 to 16777215 bytes, not 0",
        "FixedString(16777216)|0|not 16777216",
        "Enum8()|0|at least one name",
        "Enum8(3)|0|argument 1 of Enum8 must be a name",
        "Enum8('a' = 128)|0|the number 128 of 'a' does not fit into Enum8",
        "Enum8('a' = 127, 'b')|0|the number 128 of 'b' does not fit into Enum8",
        "Enum('a' = 40000)|0|the number 40000 of 'a' does not fit into Enum16",
        "Enum8('a' = 1, 'a' = 2)|0|the name 'a' or its number 2 twice",
        "Enum8('a' = 1, 'b' = 1)|0|the name 'b' or its number 1 twice",
        "Enum8('a' = )|12|a whole number of at most 18 digits",
        "Tuple(a UInt8, String)|0|all elements of a Tuple have a name or none",
        "Tuple(a UInt8, a String)|0|two elements have the name a",
        "Tuple(null UInt8)|0|cannot have the name null",
        "Tuple(`` UInt8)|8|a name is empty",
        "Tuple(a.b UInt8)|6|the type a is not known, use one of Bool",
        "Nested(UInt8)|0|Nested takes elements with names",
        "Nested()|0|Nested takes elements with names",
        "Array(a UInt8)|0|argument 1 of Array must be a type",
        "Variant()|0|Variant takes 1 to 255 types, not 0",
        "Variant(Nullable(UInt8), String)|0|cannot be inside Variant, which is nullable itself",
        "Variant(LowCardinality(Nullable(String)))|0|cannot be inside Variant",
        "Variant(Variant(UInt8))|0|Variant(UInt8) cannot be inside Variant",
        "Variant(Dynamic)|0|Dynamic cannot be inside Variant",
        "Variant(Geometry)|0|Geometry cannot be inside Variant",
        "Dynamic(max_types=255)|0|Dynamic takes max_types = 0 to 254",
        "JSON(a String|13|',' or ')' is expected",
        "JSON(SKIP REGEXP 'a)|17|the closing quote is missing",
        "SimpleAggregateFunction(sum)|0|takes 2 argument(s), not 1",
        "SimpleAggregateFunction('sum', UInt8)|0|argument 1 of SimpleAggregateFunction must be",
        "Array(AggregateFunction(uniq, UInt8))|6|fill such a column with a materialized view",
        "DateTime('UTC|9|the closing quote is missing",
        "Array(3)|0|argument 1 of Array must be a type",
        "Nullable(Array(String))|0|Array(String) cannot be inside Nullable",
        "Nullable(Nullable(String))|0|cannot be inside Nullable",
        "Array(Nullable(Map(String, String)))|6|cannot be inside Nullable",
        "Nullable(LowCardinality(String))|0|write LowCardinality(Nullable(String))",
        "Nullable(Variant(UInt8))|0|cannot be inside Nullable",
        "Nullable(Ring)|0|Ring cannot be inside Nullable",
        "Nullable(Dynamic)|0|Dynamic cannot be inside Nullable",
        "Nullable(SimpleAggregateFunction(any, Array(UInt8)))|0|cannot be inside Nullable",
        "LowCardinality(Decimal(9, 2))|0|cannot be inside LowCardinality",
        "LowCardinality(Enum8('a' = 1))|0|cannot be inside LowCardinality",
        "LowCardinality(JSON)|0|JSON cannot be inside LowCardinality",
        "LowCardinality(Nullable(Tuple(UInt8)))|0|cannot be inside LowCardinality",
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
  void elementsKeepTheirNames() {
    assertEquals(
        new ColumnType.Tuple(
            List.of(
                new ColumnType.Element("a\nb", new ColumnType.Text()),
                new ColumnType.Element(
                    "c",
                    new ColumnType.Enumeration(
                        8,
                        List.of(new ColumnType.Label("x'y", 1), new ColumnType.Label("z", 2)))))),
        ColumnType.parse("Tuple(`a\\nb` String, c Enum8('x\\'y', 'z'))"));
  }

  @ParameterizedTest
  @CsvSource({"1, 32", "9, 32", "10, 64", "18, 64", "19, 128", "38, 128", "39, 256", "76, 256"})
  void decimalsAreAsWideAsTheirDigits(int precision, int bits) {
    assertEquals(bits, new ColumnType.Decimal(precision, 0).bits());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Point|Tuple(Float64, Float64)",
        "Ring|Array(Point)",
        "LineString|Array(Point)",
        "MultiLineString|Array(LineString)",
        "Polygon|Array(Ring)",
        "MultiPolygon|Array(Polygon)",
        "Geometry|Variant(LineString, MultiLineString, MultiPolygon, Point, Polygon, Ring)",
      })
  void shapesAreNamesOfOtherTypes(String shape, String structure) {
    assertEquals(structure, ((ColumnType.Geo) ColumnType.parse(shape)).structure().sql());
  }

  @Test
  void nestedIsAnArrayOfTuples() {
    ColumnType.Nested nested = (ColumnType.Nested) ColumnType.parse("Nested(a UInt8, b String)");
    assertEquals("Array(Tuple(a UInt8, b String))", nested.structure().sql());
  }

  @Test
  void longNamesAreCutInComplaints() {
    String message =
        assertThrows(ColumnTypeException.class, () -> ColumnType.parse("x".repeat(9_000)))
            .toString();
    assertTrue(message.length() < 1_000, message);
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
