package io.tributary.protocol.avro;

import static io.tributary.protocol.avro.Data.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPlanException;
import io.tributary.protocol.row.RowProblem;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The row of an Avro message is that of the JSON message which says the same. */
final class AvroRowEncoderTest {
  private static final RowColumn BEHIND = column("z", "UInt32", "$.z");
  private static final String DATE = "{'type':'int','logicalType':'date'}";
  private static final String Z = ",{'name':'z','type':'int'}";

  /** A field {@code f} of a type in a column {@code c}, with a column of fixed width behind. */
  private static void same(String type, String avro, RowColumn column, String json) {
    List<RowColumn> columns = List.of(column, BEHIND);
    assertEquals(
        Data.rowOfJson(json, columns),
        Data.row(
            Data.record("{'name':'f','type':" + type + "}" + Z),
            "{'f':" + avro + ",'z':7}",
            columns));
  }

  private static void sameField(String type, String avro, String column, String json) {
    same(type, avro, column("c", column, "$.f"), "{'f':" + json + ",'z':7}");
  }

  @Test
  void numbersFillColumnsTheyFit() {
    sameField("'int'", "-5", "Int8", "-5");
    sameField("'long'", "9223372036854775807", "UInt64", "9223372036854775807");
    sameField("'long'", "-9223372036854775808", "Int256", "-9223372036854775808");
    sameField("'long'", "5", "UInt128", "5");
    sameField("'float'", "1.5", "Float64", "1.5");
    sameField("'double'", "1.5", "BFloat16", "1.5");
    sameField("'double'", "3.0", "UInt8", "3");
    sameField("'double'", "12.345", "Decimal(9, 2)", "12.34");
    sameField("'boolean'", "true", "Bool", "true");
    sameField("'long'", "-12", "Decimal(76, 20)", "-12");
    sameField("'int'", "1600000000", "DateTime", "1600000000");
    sameField("'long'", "1600000000123", "DateTime64(3)", "1600000000123");
    sameField("'int'", "2", "Enum8('a' = 1, 'b' = 2)", "'b'");
  }

  @Test
  void textsFillColumnsAsJsonStringsDo() {
    sameField("'string'", "'é'", "String", "'é'");
    sameField("'string'", "'abc'", "FixedString(5)", "'abc'");
    sameField("'string'", "'::1'", "IPv6", "'::1'");
    sameField("'string'", "'2020-01-02'", "Date", "'2020-01-02'");
    sameField("'string'", "'17'", "Nullable(UInt8)", "17");
    sameField("'string'", "'b'", "LowCardinality(Nullable(String))", "'b'");
    sameField(
        "{'type':'enum','name':'E','symbols':['a','b']}",
        "'b'",
        "Enum16('b' = 300, 'c' = 4)",
        "'b'");
    sameField("{'type':'fixed','name':'F','size':2}", "'ab'", "FixedString(3)", "'ab'");
    sameField("'bytes'", "'ab'", "String", "'ab'");
  }

  @Test
  void logicalTypesMeanTheSameTimeInEveryUnit() {
    String millis = "{'type':'long','logicalType':'timestamp-millis'}";
    String micros = "{'type':'long','logicalType':'timestamp-micros'}";
    String local = "{'type':'long','logicalType':'local-timestamp-micros'}";
    sameField(millis, "1600000000123", "DateTime64(6)", "'2020-09-13T12:26:40.123Z'");
    sameField(micros, "-1", "DateTime64(3)", "-1");
    sameField(millis, "1600000000123", "DateTime('Asia/Tokyo')", "1600000000");
    sameField(millis, "1600000000123", "Date", "'2020-09-13'");
    sameField(millis, "1600000000123", "Int64", "1600000000123");
    sameField(
        local,
        "1593604800000001",
        "DateTime64(6, 'Europe/Madrid')",
        "'2020-07-01 12:00:00.000001'");
    sameField("{'type':'int','logicalType':'date'}", "18000", "Date32", "18000");
    sameField(
        "{'type':'int','logicalType':'date'}",
        "18000",
        "DateTime('Europe/Madrid')",
        "'2019-04-14 00:00:00'");
    sameField("{'type':'int','logicalType':'time-millis'}", "3723004", "Time", "3723");
    sameField("{'type':'long','logicalType':'time-micros'}", "1000", "Time64(3)", "1");
  }

  @Test
  void decimalsKeepTheirValueInAnotherScale() {
    String decimal = "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}";
    sameField(decimal, "'\\u0001\\u0000'", "Decimal(9, 2)", "2.56");
    sameField(decimal, "'\\u0001\\u0000'", "Decimal(38, 5)", "2.56");
    sameField(decimal, "'\\u00ff'", "Decimal(76, 2)", "-0.01");
    sameField(decimal, "'\\u0000d'", "Decimal(4, 0)", "1");
    sameField(decimal, "'\\u00ff'", "String", "-0.01");
    AvroSchema schema = Data.record("{'name':'f','type':" + decimal + "}");
    RowProblem problem =
        Data.problem(
            schema,
            Data.binary(schema, "{'f':'\\u0001\\u0000'}"),
            List.of(column("c", "Decimal(9, 1)", "$.f")));
    assertEquals(
        "Column c cannot take \"2.56\" from $.f as Decimal(9, 1): it does not fit exactly.",
        problem.sentence());
  }

  @Test
  void uuidsAndDurationsAreReadFromBytes() {
    String uuid = "{'type':'fixed','name':'U','size':16,'logicalType':'uuid'}";
    String bytes =
        "'\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b"
            + "\\f\\r\\u000e\\u000f'";
    sameField(uuid, bytes, "UUID", "'00010203-0405-0607-0809-0a0b0c0d0e0f'");
    sameField(uuid, bytes, "String", "'00010203-0405-0607-0809-0a0b0c0d0e0f'");
    String duration = "{'type':'fixed','name':'D','size':12,'logicalType':'duration'}";
    String day =
        "'\\u0000\\u0000\\u0000\\u0000\\u0001\\u0000\\u0000\\u0000\\u0002\\u0000"
            + "\\u0000\\u0000'";
    sameField(duration, day, "Int64", "86400002");
    sameField(duration, day, "IntervalMillisecond", "86400002");
    sameField(duration, day, "String", "'P0M1DT0.002S'");
  }

  @Test
  void pathsLeadThroughRecordsArraysAndMaps() {
    String inner =
        "{'type':'record','name':'I','fields':[{'name':'x','type':'string'},"
            + "{'name':'a','type':'int'},{'name':'b','type':['null','string']}]}";
    same(inner, "{'x':'no','a':3,'b':null}", column("c", "UInt8", "$.f.a"), "{'f':{'a':3},'z':7}");
    same(
        "{'type':'array','items':" + inner + "}",
        "[{'x':'','a':1,'b':{'string':'p'}},{'x':'','a':2,'b':null}]",
        column("c", "Array(Nullable(String))", "$.f[:].b"),
        "{'f':[{'b':'p'},{'b':null}],'z':7}");
    same(
        "{'type':'array','items':{'type':'array','items':'int'}}",
        "[[1,2],[],[3]]",
        column("c", "Array(Array(Int16))", "$.f[:][:]"),
        "{'f':[[1,2],[],[3]],'z':7}");
    same(
        "{'type':'array','items':" + inner + "}",
        "[{'x':'','a':1,'b':null},{'x':'','a':2,'b':null}]",
        column("c", "Int64", "$.f[1].a"),
        "{'f':[{},{'a':2}],'z':7}");
    same(
        "{'type':'map','values':'long'}",
        "{'k':1,'l':2}",
        column("c", "Int64", "$.f.l"),
        "{'f':{'l':2},'z':7}");
  }

  @Test
  void structuresFillStructures() {
    String inner =
        "{'type':'record','name':'I','fields':[{'name':'x','type':'string'},"
            + "{'name':'a','type':'int'},{'name':'b','type':['null','string']}]}";
    String datum = "{'x':'y','a':3,'b':null}";
    sameField(inner, datum, "Tuple(x String, a UInt8)", "{'x':'y','a':3}");
    sameField(inner, datum, "Tuple(b String, x String, n UInt8)", "{'x':'y'}");
    sameField(inner, datum, "String", "'{\\'x\\':\\'y\\',\\'a\\':3,\\'b\\':null}'");
    sameField(inner, datum, "Map(String, Nullable(String))", "{'x':'y','a':3,'b':null}");
    sameField(inner, datum, "JSON", "{'x':'y','a':3,'b':null}");
    sameField(inner, datum, "Dynamic", "{'x':'y','a':3,'b':null}");
    sameField("{'type':'map','values':'int'}", "{'1':2}", "Map(UInt8, Int64)", "{'1':2}");
    sameField("{'type':'array','items':'double'}", "[1.5,2.0]", "Point", "[1.5,2]");
    sameField(
        "{'type':'array','items':" + inner + "}",
        "[" + datum + "]",
        "Nested(a UInt8, x String)",
        "[{'a':3,'x':'y'}]");
  }

  @Test
  void unionsAreReadByTheirBranch() {
    String order =
        "{'type':'record','name':'Order','namespace':'s','fields':["
            + "{'name':'amount','type':'int'}]}";
    String refund =
        "{'type':'record','name':'Refund','namespace':'s','fields':["
            + "{'name':'amount','type':'int'},{'name':'why','type':'string'}]}";
    String union = "['null'," + order + "," + refund + "]";
    String datum = "{'s.Refund':{'amount':5,'why':'w'}}";
    same(union, datum, column("c", "UInt8", "$.f.amount"), "{'f':{'amount':5},'z':7}");
    same(
        union,
        datum,
        column("c", "UInt8", "$.f.Refund.amount"),
        "{'f':{'Refund':{'amount':5}},'z':7}");
    same(
        union,
        datum,
        column("c", "String", "$.f['s.Refund'].why"),
        "{'f':{'s.Refund':{'why':'w'}},'z':7}");
    same(union, datum, column("c", "UInt8", "$.f.Order.amount"), "{'z':7}");
    same(union, "null", column("c", "UInt8", "$.f.Refund.amount"), "{'z':7}");
    sameField("['int','string']", "{'int':3}", "Variant(Int32, String)", "3");
    sameField("['int','string']", "{'string':'x'}", "Variant(Int32, String)", "'x'");
    sameField("['int','string','null']", "null", "Variant(Int32, String)", "null");
    sameField("['int','string']", "{'int':3}", "String", "'3'");
    sameField("['int','string']", "{'string':'4'}", "UInt8", "4");
    same(
        "['int','string']", "{'int':3}", column("c", "String", "$.f.int"), "{'f':{'int':3},'z':7}");
  }

  @Test
  void whatIsNotThereIsMissing() {
    RowColumn marked = new RowColumn("c", ColumnType.parse("UInt8"), "$.g", true);
    same("'int'", "1", marked, "{'z':7}");
    RowColumn markedNull = new RowColumn("c", ColumnType.parse("UInt8"), "$.f", true);
    same("['null','int']", "null", markedNull, "{'z':7}");
    same("['null','int']", "{'int':4}", markedNull, "{'f':4,'z':7}");
    sameField("['null','int']", "null", "Nullable(UInt8)", "null");
    same("'int'", "1", column("c", "Nullable(String)", "$.g"), "{'z':7}");
  }

  @Test
  void aliasIsFoundWhereNoFieldHasTheName() {
    same("'int','aliases':['old']", "9", column("c", "UInt8", "$.old"), "{'old':9,'z':7}");
  }

  @Test
  void columnsMayComeInAnyOrder() {
    AvroSchema schema =
        Data.record(
            "{'name':'a','type':'int'},{'name':'b','type':'string'},{'name':'c','type':'long'}");
    List<RowColumn> columns =
        List.of(
            column("c", "Int64", "$.c"),
            column("all", "String", "$"),
            column("b", "String", "$.b"),
            column("again", "String", "$.a"),
            column("a", "Int8", "$.a"));
    assertEquals(
        Data.rowOfJson("{'a':1,'b':'x','c':3}", columns),
        Data.row(schema, "{'a':1,'b':'x','c':3}", columns));
  }

  @Test
  void valueThatDoesNotFitNamesColumnAndValue() {
    AvroSchema schema = Data.record("{'name':'f','type':'long'}");
    RowProblem problem =
        Data.problem(
            schema, Data.binary(schema, "{'f':300}"), List.of(column("c", "UInt8", "$.f")));
    assertEquals(ProblemKind.TYPE_ERROR, problem.kind());
    assertEquals(
        "Column c cannot take \"300\" from $.f as UInt8: it is not between 0 and 255.",
        problem.sentence());
  }

  @Test
  void clashOfTypesIsFoundAtOnceAndNamesBoth() {
    clash("'boolean'", "Date", "Avro's boolean cannot fill Date in a column of type Date");
    clash(
        "{'type':'array','items':'int'}",
        "Array(UUID)",
        "Avro's int cannot fill UUID in a column of type Array(UUID)");
    clash("'int'", "Array(Int8)", "Avro's int cannot fill Array(Int8)");
    clash("['null','int','boolean']", "IPv4", "Avro's boolean cannot fill IPv4");
    RowPlanException dead =
        assertThrows(
            RowPlanException.class,
            () ->
                AvroRowPlan.compile(
                    Data.record("{'name':'f','type':'int'}"),
                    List.of(column("c", "Int8", "$.f.g"))));
    assertTrue(
        String.valueOf(dead.getMessage())
            .contains("Column c, path $.f.g: its path goes on where Avro has int"),
        String.valueOf(dead.getMessage()));
  }

  private static void clash(String field, String type, String expected) {
    RowPlanException clash =
        assertThrows(
            RowPlanException.class,
            () ->
                AvroRowPlan.compile(
                    Data.record("{'name':'f','type':" + field + "}"),
                    List.of(column("c", type, "$.f"))));
    assertTrue(
        String.valueOf(clash.getMessage()).startsWith("Column c, path $.f: " + expected),
        String.valueOf(clash.getMessage()));
  }

  @Test
  void brokenBytesAreToldWithTheirPlace() {
    AvroSchema schema = Data.record("{'name':'f','type':'string'}");
    List<RowColumn> columns = List.of(column("c", "String", "$.f"));
    RowProblem tooLong = Data.problem(schema, new byte[] {8, 'a'}, columns);
    assertEquals(ProblemKind.UNDECODABLE, tooLong.kind());
    assertEquals(
        "The message is refused: it is not Avro of its schema: a length of 4 is not between 0 and"
            + " what is left, at byte 2.",
        tooLong.sentence());
    assertEquals(
        "it is not Avro of its schema: 1 bytes follow it, at byte 3",
        Data.problem(schema, new byte[] {2, 'a', 'b'}, columns).reason());
    assertEquals(
        "it is not Avro of its schema: it ends too early, at byte 1",
        Data.problem(schema, new byte[] {(byte) 0x80}, columns).reason());
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0xFF);
    assertEquals(
        "it is not Avro of its schema: a number has more than 64 bits, at byte 1",
        Data.problem(schema, endless, columns).reason());
  }

  @Test
  void overlongIntIsBroken() {
    AvroSchema schema =
        Data.record(
            "{'name':'f','type':'int'},{'name':'d','type':" + DATE + "},{'name':'z','type':'int'}");
    byte[] beyond = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10};
    byte[] long6 = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0};
    for (byte[] number : List.of(beyond, long6)) {
      for (int field = 0; field < 2; field++) {
        byte[] message = new byte[2 + number.length];
        System.arraycopy(number, 0, message, field, number.length);
        String expected =
            "it is not Avro of its schema: an int has more than 32 bits, at byte "
                + (field + number.length + 1);
        for (RowColumn column :
            List.of(
                column("f", "Int64", "$.f"),
                column("f", "UInt8", "$.f"),
                column("d", "Date32", "$.d"),
                column("d", "String", "$.d"),
                column("z", "Int8", "$.z"),
                column("t", "String", "$"))) {
          RowProblem problem = Data.problem(schema, message, List.of(column));
          assertEquals(ProblemKind.UNDECODABLE, problem.kind());
          assertEquals(expected, problem.reason(), column.path());
        }
      }
    }
  }

  @Test
  void itemsWithoutBytesAreCounted() {
    AvroSchema schema = Data.record("{'name':'f','type':{'type':'array','items':'null'}}");
    assertTooManyItems(schema, column("c", "Array(Tuple())", "$.f"), 65_536 + 16 * 4 + 1);
    assertTooManyItems(schema, column("c", "UInt8", "$.g"), 65_536 + 16 * 4 + 1);
    assertEquals(
        "01", Data.row(schema, "{'f':[null]}", List.of(column("c", "Array(Tuple())", "$.f"))));
  }

  @Test
  void itemsOfManyPartsWithoutBytesAreCountedByTheirParts() {
    StringBuilder fields =
        new StringBuilder("{'name':'a','type':'null'},{'name':'b','type':'null'}");
    fields.append(",{'name':'e','type':{'type':'record','name':'E','fields':[]}}");
    for (int i = 0; i < 2_000; i++) {
      fields.append(",{'name':'e").append(i).append("','type':'E'}");
    }
    String item = "{'type':'record','name':'I','fields':[" + fields + "]}";
    AvroSchema items = Data.record("{'name':'f','type':{'type':'array','items':" + item + "}}");
    assertTooManyItems(
        items, column("c", "Array(Tuple(b Nullable(UInt8), a Nullable(UInt8)))", "$.f"), 60);
    Skip skip = new Skips().of(items.schema().getField("f").schema().getElementType());
    assertTrue(((Skip.Sequence) skip).isEmpty());
  }

  @Test
  void longNamesThatNoColumnTakesAreCounted() {
    String name = "n".repeat(20_000);
    AvroSchema schema =
        Data.record(
            "{'name':'f','type':{'type':'array','items':{'type':'map','values':{'type':'record',"
                + "'name':'I','fields':[{'name':'"
                + name
                + "','type':'null'}]}}}}");
    RowColumn column = column("c", "Array(Tuple(b UInt8))", "$.f");
    byte[] message = new byte[1 + 4 * 63 + 1];
    message[0] = 2 * 63;
    for (int i = 1; i < message.length - 1; i += 4) {
      message[i] = 2;
      message[i + 1] = 2;
      message[i + 2] = 'a';
    }
    assertClaimsTooMuch(Data.problem(schema, message, List.of(column)));
  }

  private static void assertTooManyItems(AvroSchema schema, RowColumn column, int items) {
    byte[] message = new byte[4];
    int rest = 2 * items;
    int at = 0;
    for (; rest > 0x7F; rest >>>= 7) {
      message[at++] = (byte) (rest | 0x80);
    }
    message[at++] = (byte) rest;
    assertClaimsTooMuch(Data.problem(schema, Arrays.copyOf(message, at + 1), List.of(column)));
  }

  private static void assertClaimsTooMuch(RowProblem problem) {
    assertEquals(ProblemKind.UNDECODABLE, problem.kind(), problem.reason());
    assertTrue(
        problem
            .reason()
            .startsWith("it is not Avro of its schema: it claims more elements than it has bytes"),
        problem.reason());
  }

  @Test
  void recordsThatHoldEachOtherMakeNoLargePlan() {
    StringBuilder names = new StringBuilder("'long'");
    for (int i = 1; i < 60; i++) {
      names.append(",'R").append(i).append("'");
    }
    String all = "[" + names + "]";
    StringBuilder text = new StringBuilder("['long'");
    for (int i = 1; i < 60; i++) {
      text.append(",{'type':'record','name':'R")
          .append(i)
          .append("','fields':[{'name':'a','type':");
      text.append(all).append("}]}");
    }
    assertEquals(
        "0137",
        Data.row(
            Data.schema(text + "]"),
            "{'R7':{'a':{'R1':{'a':{'R59':{'a':{'long':7}}}}}}}",
            List.of(column("c", "String", "$.a.a.a"))));
  }

  @Test
  void recordsWithinThemselvesAreReadToALimit() {
    AvroSchema schema =
        Data.schema("{'type':'record','name':'L','fields':[{'name':'next','type':['null','L']}]}");
    List<RowColumn> columns = List.of(column("c", "String", "$"));
    assertEquals(
        Data.row(schema, "{'next':{'L':{'next':null}}}", columns),
        Data.rowOfJson("{'next':{'next':null}}", columns));
    byte[] deep = new byte[100];
    Arrays.fill(deep, (byte) 2);
    deep[99] = 0;
    assertEquals(
        "it is not Avro of its schema: it is nested more than 64 deep, at byte 65",
        Data.problem(schema, deep, columns).reason());
    assertEquals(
        "it is not Avro of its schema: it is nested more than 64 deep, at byte 66",
        Data.problem(schema, deep, List.of(column("c", "Int8", "$.other"))).reason());
  }

  @Test
  void fieldsWithoutColumnAreToldWithATypeForThem() {
    AvroSchema schema =
        Data.record(
            "{'name':'a','type':'int'},{'name':'b','type':['null','long']},"
                + "{'name':'t','type':{'type':'long','logicalType':'timestamp-micros'}},"
                + "{'name':'u','type':['int','string']},"
                + "{'name':'e','type':['null',{'type':'enum','name':'E','symbols':['x']}]},"
                + "{'name':'m','type':['null',{'type':'map','values':'double'}]},"
                + "{'name':'r','type':['null','R']}");
    assertEquals(
        "b Nullable(Int64), t DateTime64(6), u String, e LowCardinality(Nullable(String)),"
            + " m Map(String, Float64), r Nullable(String)",
        String.join(
            ", ",
            AvroRowPlan.compile(schema, List.of(column("c", "Int8", "$.a"))).unreadFields().stream()
                .map(field -> field.name() + " " + field.type().sql())
                .toList()));
  }

  @Test
  void referencesMayComeInAnyOrder() {
    String a =
        "{\"type\":\"record\",\"name\":\"x.A\",\"fields\":[{\"name\":\"b\",\"type\":\"x.B\"}]}";
    String b = "{\"type\":\"enum\",\"name\":\"x.B\",\"symbols\":[\"s\"]}";
    String top =
        "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"a\",\"type\":\"x.A\"}]}";
    List<RowColumn> columns = List.of(column("c", "String", "$.a.b"));
    assertEquals(
        "0173", Data.row(AvroSchema.parse(top, List.of(a, b)), "{'a':{'b':'s'}}", columns));
    assertThrows(AvroSchemaException.class, () -> AvroSchema.parse(top, List.of(a)));
    assertThrows(AvroSchemaException.class, () -> AvroSchema.parse("[".repeat(201), List.of()));
  }
}
