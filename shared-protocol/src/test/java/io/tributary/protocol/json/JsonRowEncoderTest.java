package io.tributary.protocol.json;

import static io.tributary.protocol.json.Encoding.column;
import static io.tributary.protocol.json.Encoding.marked;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as wholes: fields missing, twice, nested; texts broken; the parser reused. */
final class JsonRowEncoderTest {

  @ParameterizedTest
  @CsvSource({
    "UInt16,0000",
    "Float64,0000000000000000",
    "String,00",
    "Date,0000",
    "DateTime,00000000",
    "DateTime64(3),0000000000000000",
    "UUID,00000000000000000000000000000000",
    "Bool,00",
    "Array(String),00",
    "'Map(String,String)',00",
    "Nullable(UInt16),01",
    "LowCardinality(Nullable(String)),01"
  })
  void missingAndNullAreNullOrZero(String type, String expected) {
    Encoding columns = Encoding.between(type);
    assertEquals("07" + expected + "01000000", columns.hex("{\"a\":7,\"z\":1}"));
    assertEquals("07" + expected + "01000000", columns.hex("{\"a\":7,\"c\":null,\"z\":1}"));
    assertEquals("07" + expected + "01000000", columns.hex("{\"z\":1,\"c\":null,\"a\":7}"));
  }

  @Test
  void markerTellsMissingFromSent() {
    Encoding columns =
        new Encoding(
            column("a", "UInt8", "$.a"),
            marked("m", "UInt16", "$.m"),
            marked("n", "Nullable(UInt16)", "$.n"),
            column("z", "UInt8", "$.z"));
    assertEquals("07" + "010000" + "0101" + "09", columns.hex("{\"a\":7,\"z\":9}"));
    assertEquals(
        "07" + "000500" + "00000600" + "09", columns.hex("{\"a\":7,\"m\":5,\"n\":6,\"z\":9}"));
    assertEquals(
        "07" + "000500" + "00000600" + "09", columns.hex("{\"z\":9,\"n\":6,\"m\":5,\"a\":7}"));
    assertEquals(
        "07" + "010000" + "0001" + "09", columns.hex("{\"n\":null,\"m\":null,\"a\":7,\"z\":9}"));
  }

  @Test
  void columnsWithoutPathAreAlwaysMissing() {
    Encoding columns =
        new Encoding(
            column("first", "UInt8", null),
            column("a", "UInt8", "$.a"),
            column("none", "Nullable(String)", null),
            column("z", "UInt8", "$.z"),
            column("last", "UInt16", null));
    assertEquals("00" + "07" + "01" + "09" + "0000", columns.hex("{\"a\":7,\"z\":9}"));
    assertEquals("00" + "07" + "01" + "09" + "0000", columns.hex("{\"z\":9,\"a\":7}"));
    assertEquals("00" + "00" + "01" + "00" + "0000", columns.hex("{}"));
  }

  @Test
  void pathsLeadThroughObjects() {
    Encoding columns =
        new Encoding(
            column("x", "UInt8", "$.a.b.c"),
            column("y", "UInt8", "$['odd name']['it.is']"),
            column("z", "UInt8", "$.a.d"));
    assertEquals(
        "010203",
        columns.hex(
            "{\"skip\":{\"a\":{\"d\":9}},\"odd name\":{\"it.is\":2},"
                + "\"a\":{\"d\":3,\"b\":{\"e\":[{}],\"c\":1}}}"));
    assertEquals("000003", columns.hex("{\"a\":{\"d\":3,\"b\":[1]},\"odd name\":5}"));
    assertEquals("000000", columns.hex("{\"a\":null,\"odd name\":[{\"it.is\":2}]}"));
  }

  @Test
  void onePathFillsSeveralColumns() {
    Encoding columns =
        new Encoding(
            column("text", "String", "$.a"),
            column("number", "UInt8", "$.a"),
            column("m1", "Map(String,UInt8)", "$.m"),
            column("raw", "Nullable(String)", "$.m"),
            column("m2", "Map(String,UInt8)", "$.m"));
    String expected = "0135" + "05" + "01016b07" + "00077b226b223a377d" + "01016b07";
    assertEquals(expected, columns.hex("{\"a\":5,\"m\":{\"k\":7}}"));
    assertEquals(expected, columns.hex("{\"m\":{\"k\":7},\"a\":5}"));
  }

  @Test
  void objectAndItsFieldsAreReadTogether() {
    Encoding columns =
        new Encoding(
            column("whole", "String", "$"),
            column("raw", "String", "$.o"),
            column("inner", "UInt8", "$.o.x"),
            column("z", "UInt8", "$.z"));
    String message = "{\"z\":3,\"o\":{\"y\":[],\"x\":2}}";
    byte[] row = columns.row(message.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "\u001a" + message + "\u000e{\"y\":[],\"x\":2}\u0002\u0003",
        new String(row, StandardCharsets.UTF_8));
  }

  @Test
  void wholeMessageIsKeptByteForByte() {
    Encoding raw = new Encoding(column("data", "String", "$"), column("z", "UInt16", null));
    byte[] garbage = {'{', (byte) 0xFF, 0, '\n', ' '};
    assertArrayEquals(new byte[] {5, '{', (byte) 0xFF, 0, '\n', ' ', 0, 0}, raw.row(garbage));
    assertArrayEquals(new byte[] {0, 0, 0}, raw.row(new byte[0]));
    Encoding both = new Encoding(column("data", "String", "$"), column("a", "UInt8", "$.a"));
    assertEquals("0a" + "207b2261223a20377d20" + "07", both.hex(" {\"a\": 7} "));
    both.problem(garbage);
  }

  @Test
  void repeatedFieldIsRefused() {
    Encoding columns = Encoding.between("String");
    assertEquals(
        "the field c stands there twice",
        columns.problem("{\"c\":\"x\",\"a\":1,\"c\":\"x\"}").reason());
    assertEquals("0001" + "78" + "00000000", columns.hex("{\"c\":\"x\",\"q\":1,\"q\":2}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\uFEFF",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":\"x",
        "{]",
        "{}}",
        "{}{}",
        "{} {}",
        "{}1",
        "{} tru",
        "{},",
        "[]",
        "[{}]",
        "1",
        "null",
        "\"x\"",
        "{'a':1}",
        "{a:1}",
        "{\"q\":--1}",
        "{\"q\":1e}",
        "{\"q\":.}",
        "{\"a\":nan}",
        "{\"a\":tru}",
        "{\"a\":1}\u0000",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"c\":\"\\u12\"}",
        "{\"c\":\"\\u00zz\"}",
        "{\"c\":\"\\ud83d\"}",
        "{\"c\":\"\\ud83d\\u0041\"}",
        "{\"c\":\"\\\"}",
        "{\"q\":[1,]}",
        "{\"q\":[1,,2]}",
        "{\"q\":{\"a\":1,}}",
        "{\"q\":hello}",
        "{\"q\":nullx}",
        "{\"q\":[1,2}",
        "{\"q\":{\"a\":1]}",
        "{\"q\":-}",
        "/* */{}",
        "{}//"
      })
  void brokenMessageIsRefusedAndForgotten(String message) {
    Encoding columns = Encoding.between("String");
    RowProblem problem = columns.problem(message);
    assertEquals("", problem.column());
    assertEquals("", problem.path());
    assertEquals("", problem.type());
    assertEquals("07" + "0178" + "01000000", columns.hex("{\"a\":7,\"c\":\"x\",\"z\":1}"));
    assertEquals(problem, columns.problem(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":7,\"c\":1,\"z\":1}",
        " \r\n\t{\"a\":7,\"c\":1,\"z\":1}\n\n",
        "\uFEFF{\"a\":7,\"c\":1,\"z\":1}",
        "{ \"z\" : 1 , \"c\" : 1 , \"a\" : 7 }",
        "{\"\\u0061\":7,\"c\":1,\"z\":1,\"\":2}"
      })
  void looseMessageIsTaken(String message) {
    assertEquals("07" + "0131" + "01000000", Encoding.between("String").hex(message));
  }

  @Test
  void numbersAtTheEndOfTheObjectAreWhole() {
    Encoding column = new Encoding(column("a", "Float64", "$.a"));
    for (String number : List.of("1", "10", "1.5", "1e5", "-0", "0")) {
      double value =
          java.nio.ByteBuffer.wrap(
                  column.row(("{\"a\":" + number + "}").getBytes(StandardCharsets.UTF_8)))
              .order(java.nio.ByteOrder.LITTLE_ENDIAN)
              .getDouble();
      assertEquals(Double.parseDouble(number), value);
    }
  }

  @Test
  void depthAndNumbersAreBounded() {
    Encoding columns = Encoding.between("String");
    String deep = "{\"q\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertTrue(columns.problem(deep).reason().contains("nested"), columns.problem(deep).reason());
    columns.problem("{\"a\":" + "1".repeat(100_000) + "}");
    String shallow = "{\"a\":7,\"q\":" + "[".repeat(900) + "]".repeat(900) + "}";
    assertEquals("07" + "00" + "00000000", columns.hex(shallow));
  }

  @Test
  void tooLargeRowIsRefused() {
    JsonRowPlan plan =
        JsonRowPlan.compile(List.of(column("a", "String", "$.a"), column("b", "String", "$.b")));
    JsonRowEncoder encoder = new JsonRowEncoder(plan, 100);
    RowBinaryWriter out = new RowBinaryWriter(16, 10_000);
    byte[] straight = message("a", 99, "b", 1);
    byte[] crossed = message("b", 99, "a", 1);
    byte[] fits = message("b", 97, "a", 1);
    for (byte[] large : List.of(straight, crossed)) {
      RowProblem problem = encoder.encode(large, 0, large.length, out);
      assertNotNull(problem);
      assertEquals("its row has more than 100 bytes", problem.reason());
      assertEquals(0, out.position());
    }
    assertNull(encoder.encode(fits, 0, fits.length, out));
    assertEquals(100, out.position());
    assertEquals(10_000, out.limit());
  }

  private static byte[] message(String first, int length, String second, int otherLength) {
    String text =
        "{\"%s\":\"%s\",\"%s\":\"%s\"}"
            .formatted(first, "x".repeat(length), second, "y".repeat(otherLength));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void rangeOutsideTheArrayIsTheCallersFault() {
    JsonRowPlan plan = JsonRowPlan.compile(List.of(column("a", "String", "$")));
    JsonRowEncoder encoder = new JsonRowEncoder(plan, 100);
    RowBinaryWriter out = new RowBinaryWriter(16, 100);
    assertThrows(IndexOutOfBoundsException.class, () -> encoder.encode(new byte[3], 1, 3, out));
    assertThrows(IllegalArgumentException.class, () -> new JsonRowEncoder(plan, 10));
  }
}
