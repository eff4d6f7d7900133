package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What columns take from messages by their paths. */
final class JsonPathsTest {

  private static RowColumn column(String name, String type, String path) {
    return new RowColumn(name, ColumnType.parse(type), path, false);
  }

  private static Encoding one(String type, String path) {
    return new Encoding(column("before", "UInt8", "$.x"), column("c", type, path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.a[0]|{'a':[5,6]}|05",
        "$.a[1]|{'a':[5,6]}|06",
        "$.a[2]|{'a':[5,6]}|00",
        "$.a[1]|{'a':[]}|00",
        "$.a[1]|{'a':null}|00",
        "$.a[1]|{'a':7}|00",
        "$.a[1]|{'a':{'1':7}}|00",
        "$.a[1].b|{'a':[{'b':1},{'b':2}]}|02",
        "$.a[1].b|{'a':[{'b':1},7]}|00",
        "$.a[0][1]|{'a':[[1,2],[3]]}|02",
        "$['odd name'].b|{'odd name':{'b':9}}|09",
        "$.a.b|{'a':{}}|00",
        "$.a.b|{'a':[{'b':1}]}|00",
        "$.a.b|{'a':'b'}|00",
        "$.a.b.c|{'a':{'b':{'c':3,'d':[1]}},'q':[{}]}|03",
        "$[1]|[4,5]|05",
        "$[1].a|[4,{'a':8}]|08",
      })
  void pathLeadsToOneValue(String path, String message, String expected) {
    assertEquals("00" + expected, one("UInt8", path).hex(message.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Array(UInt8)|$.a[:]|{'a':[5,6,null]}|03050600",
        "Array(UInt8)|$.a[:]|{}|00",
        "Array(UInt8)|$.a[:]|{'a':null}|00",
        "Array(UInt8)|$.a[:].b|{'a':[{'b':1},{'c':7},{'b':3}]}|03010003",
        "Array(UInt8)|$.a[:].b|{'a':[{'b':1},{'b':null},5,null,[6]]}|050100000000",
        "Array(UInt8)|$.a[:].b|{'a':[]}|00",
        "Array(Nullable(UInt8))|$.a[:].b|{'a':[{'b':1},{'c':7},{'b':null}]}|03000101" + "01",
        "Array(Array(UInt8))|$.a[:].b[:]|{'a':[{'b':[1,2]},{},{'b':[]},{'b':[3]}]}|04020102000001"
            + "03",
        "Array(Array(UInt8))|$.a[:].b[:].c|{'a':[{'b':[{'c':1},{}]},{}]}|020201" + "0000",
        "Array(UInt8)|$.a[1][:].b|{'a':[[{'b':9}],[{'b':1},{'b':2}]]}|020102",
        "Array(UInt8)|$.a[:].b[1]|{'a':[{'b':[1,2]},{'b':[3]}]}|020200",
        "Array(String)|$.a[:].b|{'a':[{'b':{'x':1}},{'b':'y'},{}]}|03077b2278223a317d017900",
        "String|$.a[:]|{'a':[1, 2]}|065b312c20325d",
        "Array(String)|$.a[:]|{'a':[1,[2]]}|020131035b325d",
        "Array(UInt8)|$[:].b|[{'b':1},{'b':2}]|020102",
      })
  void pathGathersElements(String type, String path, String message, String expected) {
    assertEquals("00" + expected, one(type, path).hex(message.replace('\'', '"')));
  }

  @Test
  void columnsFromOneArrayStayParallel() {
    Encoding columns =
        new Encoding(
            column("name", "Array(String)", "$.a[:].n"),
            column("size", "Array(UInt8)", "$.a[:].s"),
            column("first", "UInt8", "$.a[0].s"),
            column("raw", "String", "$.a"));
    String array = "[{\"n\":\"x\"},{\"s\":2,\"n\":\"y\"},{}]";
    assertEquals(
        "03" + "0178" + "0179" + "00" + "03000200" + "00" + "1e" + hex(array),
        columns.hex("{\"a\":" + array + "}"));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatAPathPassesHasToBeJson() {
    Encoding encoding = new Encoding(Encoding.column("c", "UInt8", "$.a.b"));
    assertEquals("00", encoding.hex("{\"a\":12}"));
    String sentence = encoding.problem("{\"a\":12abc}").sentence();
    assertTrue(sentence.contains("not JSON"), sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nested(a UInt8)",
        "Ring",
        "SimpleAggregateFunction(groupArrayArray, Array(UInt64))"
      })
  void arraysByAnotherNameMayHavePathsThroughTheirElements(String type) {
    assertEquals("00", new Encoding(Encoding.column("c", type, "$.a[:]")).hex("{\"a\":[]}"));
    assertEquals("00", new Encoding(Encoding.column("c", type, "$.a[:].b")).hex("{\"a\":[]}"));
  }

  @Test
  void repeatedFieldInAnElementIsRefused() {
    assertEquals(
        "the field b stands there twice",
        one("Array(UInt8)", "$.a[:].b").problem("{\"a\":[{\"b\":1},{\"b\":1,\"b\":2}]}").reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'a':5}|5", "{'a':{'b':1}}|{\"b\":1}", "{'a':'x'}|x"})
  void whatIsNoArrayHasNoElements(String message, String shown) {
    RowProblem problem = one("Array(UInt8)", "$.a[:].b").problem(message.replace('\'', '"'));
    assertEquals("c", problem.column());
    assertEquals(shown, problem.value().substring(0, shown.length()));
    assertEquals("it is not an array, as its path says", problem.reason());
  }

  @Test
  void refusedElementNamesItsColumn() {
    Encoding columns = one("Array(UInt8)", "$.a[:].b");
    RowProblem problem = columns.problem("{\"a\":[{\"b\":1},{\"b\":300}]}");
    assertEquals("c", problem.column());
    assertEquals("300", problem.value());
    assertEquals("00" + "0107", columns.hex("{\"a\":[{\"b\":7}]}"));
  }

  @Test
  void oneValueIsReadInSeveralWays() {
    Encoding columns =
        new Encoding(
            column("texts", "Map(String,String)", "$.m"),
            column("numbers", "Map(String,UInt8)", "$.m"),
            column("single", "UInt8", "$.m.k"),
            column("raw", "String", "$.m"),
            column("z", "UInt8", "$.z"));
    assertEquals(
        "01016b0137" + "01016b07" + "07" + "077b226b223a377d" + "02",
        columns.hex("{\"m\":{\"k\":7},\"z\":2}"));
    assertEquals("00" + "00" + "00" + "00" + "02", columns.hex("{\"z\":2}"));
  }

  @Test
  void wholeMessageFitsAMapToo() {
    Encoding columns =
        new Encoding(column("all", "Map(String,UInt8)", "$"), column("b", "UInt8", "$.b"));
    assertEquals("02" + "016101" + "016202" + "02", columns.hex("{\"a\":1,\"b\":2}"));
    assertEquals("it is not a JSON object", columns.problem("[1]").reason());
  }
}
