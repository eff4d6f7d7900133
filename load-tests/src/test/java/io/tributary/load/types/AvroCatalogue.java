package io.tributary.load.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;

/** The pairs of Avro types and column types that ClickHouse takes, each with many values. */
final class AvroCatalogue {
  private static final int VALUES = 32;
  private static final List<String> NUMBERS =
      List.of(
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
          "Decimal(9, 2)",
          "Decimal(18, 0)",
          "Date",
          "Date32",
          "DateTime",
          "DateTime('Asia/Tokyo')",
          "DateTime64(3)",
          "DateTime64(6, 'Europe/Madrid')",
          "DateTime64(9)",
          "IPv4",
          "Nullable(Int64)",
          "LowCardinality(UInt16)");
  private static final List<String> WHOLE =
      List.of(
          "\"int\"",
          "\"long\"",
          logical("int", "date"),
          logical("int", "time-millis"),
          logical("long", "time-micros"),
          logical("long", "timestamp-millis"),
          logical("long", "timestamp-micros"),
          logical("long", "timestamp-nanos"),
          logical("long", "local-timestamp-millis"),
          logical("long", "local-timestamp-micros"),
          logical("long", "local-timestamp-nanos"));
  private static final List<String> TEXTS =
      List.of("String", "LowCardinality(String)", "Nullable(String)", "UUID");

  private final Random random = new Random(42);
  private final List<AvroColumn> columns = new ArrayList<>();

  private AvroCatalogue() {}

  static List<AvroColumn> columns() {
    AvroCatalogue catalogue = new AvroCatalogue();
    catalogue.numbers();
    catalogue.texts();
    catalogue.structures();
    return catalogue.columns;
  }

  private void numbers() {
    WHOLE.forEach(schema -> add(schema, NUMBERS));
    add("\"float\"", NUMBERS);
    add("\"double\"", NUMBERS);
    add("\"boolean\"", NUMBERS);
    int[][] decimals = {{9, 2}, {18, 4}, {38, 10}, {76, 20}};
    for (int[] decimal : decimals) {
      String logical =
          "\"logicalType\":\"decimal\",\"precision\":%d,\"scale\":%d"
              .formatted(decimal[0], decimal[1]);
      String type = "Decimal(%d, %d)".formatted(decimal[0], decimal[1]);
      add(
          "{\"type\":\"bytes\"," + logical + "}",
          List.of(type, "Nullable(" + type + ")", "String"));
    }
  }

  private void texts() {
    add("\"string\"", TEXTS);
    add("\"string\"", List.of("FixedString(200)"));
    add("\"bytes\"", List.of("String", "FixedString(20)"));
    add(logical("string", "uuid"), TEXTS);
    String fixed = "{\"type\":\"fixed\",\"name\":\"NAME\",\"size\":%d}";
    add(fixed.formatted(5), List.of("String", "FixedString(5)"));
    add(fixed.formatted(16), List.of("String", "IPv6", "Int128", "UInt128", "FixedString(16)"));
    add(fixed.formatted(32), List.of("Int256", "UInt256"));
    add(
        "{\"type\":\"fixed\",\"name\":\"NAME\",\"size\":12,\"logicalType\":\"duration\"}",
        List.of("String", "FixedString(12)"));
    add(
        "{\"type\":\"enum\",\"name\":\"NAME\",\"symbols\":[\"a\",\"b\",\"c\"]}",
        List.of(
            "String",
            "LowCardinality(String)",
            "Enum8('c' = -3, 'a' = 1, 'b' = 2, 'd' = 9)",
            "Enum16('a' = 1000, 'b' = 2, 'c' = 3)"));
  }

  private void structures() {
    add("[\"null\",\"long\"]", List.of("Nullable(Int64)", "Int64", "Nullable(UInt8)"));
    add("[\"string\",\"null\"]", List.of("Nullable(String)", "String"));
    add("\"null\"", List.of("Nullable(Int8)"));
    add("[\"long\"]", List.of("Int64"));
    add("[\"null\",\"long\",\"string\",\"double\"]", List.of("Variant(Int64, String, Float64)"));
    add(
        "[\"string\",{\"type\":\"array\",\"items\":\"long\"}]",
        List.of("Variant(String, Array(Int64))"));
    add("{\"type\":\"array\",\"items\":[\"null\",\"int\"]}", List.of("Array(Nullable(Int32))"));
    add(
        "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"string\"}}",
        List.of("Array(Array(String))"));
    add(
        "{\"type\":\"map\",\"values\":\"double\"}",
        List.of(
            "Map(String, Float64)", "Map(UInt8, Float64)", "Map(LowCardinality(String), Float64)"));
    add(
        "{\"type\":\"record\",\"name\":\"NAME\",\"fields\":[{\"name\":\"x\",\"type\":\"string\"},"
            + "{\"name\":\"y\",\"type\":[\"null\",\"long\"]},"
            + "{\"name\":\"z\",\"type\":{\"type\":\"map\",\"values\":\"int\"}}]}",
        List.of(
            "Tuple(x String, y Nullable(Int64), z Map(String, Int32))",
            "Tuple(z Map(String, Int32), x String, y Nullable(Int64))"));
  }

  private void add(String schema, List<String> types) {
    for (String type : types) {
      // Names are unique within a file.
      Schema parsed = new Schema.Parser().parse(schema.replace("NAME", "N" + columns.size()));
      columns.add(new AvroColumn(parsed, type, AvroValues.of(parsed, VALUES, random)));
    }
  }

  private static String logical(String type, String logical) {
    return "{\"type\":\"" + type + "\",\"logicalType\":\"" + logical + "\"}";
  }
}
