package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are those that ClickHouse 26.7 writes for the values that it read itself. */
final class DynamicEncodingTest {
  private static final int ROWS = 20_000;

  private final Encoding encoding = Encoding.between("Dynamic");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          null | 00
          true | 2d01
          false | 2d00
          1 | 0a0100000000000000
          -1 | 0affffffffffffffff
          -0 | 0a0000000000000000
          +1 | 0a0100000000000000
          007 | 0a0700000000000000
          9223372036854775807 | 0affffffffffffff7f
          9223372036854775808 | 040000000000000080
          18446744073709551615 | 04ffffffffffffffff
          18446744073709551616 | 15143138343436373434303733373039353531363136
          -9223372036854775809 | 15142d39323233333732303336383534373735383039
          1.5 | 0e000000000000f83f
          5. | 0e0000000000001440
          .5 | 0e000000000000e03f
          1e5 | 0e00000000006af840
          1e400 | 0e000000000000f07f
          18446744073709551616.0 | 0e000000000000f043
          "" | 1500
          "a" | 150161
          "5" | 150135
          "true" | 150474727565
          """)
  void scalarsHaveTheTypeOfTheirText(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "2020-01-01" | 0f5647
          "2020-1-1" | 0f5647
          "2020/01/01" | 0f5647
          "1969-12-31" | 13090000b16e6bb1ffff
          "2149-06-07" | 1309000000004f91944e
          "2299-01-01" | 150a323239392d30312d3031
          "01-02-2020" | 1180bf345e
          "2 Jan 2020" | 1180320d5e
          "Jan 2020 5" | 110027115e
          "2020-01-01 10:00" | 11a06d0c5e
          "2020-01-01 10:00:00" | 11a06d0c5e
          "2020-01-01T10:00:00+02:00" | 1180510c5e
          "2020-01-01 10:00:00.5" | 130900a58dbef3bae515
          "2020-01-01T10:00:00.123456789Z" | 1309150d1ca8f3bae515
          "2107-01-01 10:00:00" | 13090040a00ee883ff3b
          "10-10-10" | 110002b14c
          "Wed, 01 Jan 2020 10:00:00 GMT" | 11a06d0c5e
          """)
  void textsThatAreTimesAreTimes(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "20200101" | 15083230323030313031
          "2020" | 150432303230
          "2020-01" | 1507323032302d3031
          "2020-13-01" | 150a323032302d31332d3031
          "01.02.2020" | 150a30312e30322e32303230
          "2020 01 02" | 150a32303230203031203032
          "10:00:00" | 150831303a30303a3030
          "Monday" | 15064d6f6e646179
          "20200101T100000" | 150f323032303031303154313030303030
          "20200101100000" | 150e3230323030313031313030303030
          "1600000000" | 150a31363030303030303030
          "192.168.0.1" | 150b3139322e3136382e302e31
          "555-1234" | 15083535352d31323334
          "2020-01-01x" | 150b323032302d30312d303178
          """)
  void textsThatAreNearlyTimesAreText(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [] | 1e1500
          [[]] | 1e1e150100
          [1,2] | 1e0a0201000000000000000200000000000000
          [1,1.5] | 1e0e02000000000000f03f000000000000f83f
          [true,1] | 1e0a0201000000000000000100000000000000
          [1,18446744073709551615] | 1e04020100000000000000ffffffffffffffff
          [1,null] | 1e230a0200010000000000000001
          [null] | 1e23150101
          [true,"a"] | 1e150204747275650161
          ["2020-01-01","x"] | 1e15020a323032302d30312d30310178
          ["2020-01-01",null] | 1e230f0200564701
          ["2020-01-01","2020-01-02 00:00:00"] | 1e110200e10b5e80320d5e
          ["2020-01-01 00:00:00","2020-01-02 00:00:00.5"] | 1e13090200008ab9359ae5150065a668cae8e515
          [{},"x"] | 1e1502027b7d0178
          [[],[1]] | 1e1e0a0200010100000000000000
          [[1],[1.5]] | 1e1e0e0201000000000000f03f01000000000000f83f
          [[1],[null]] | 1e1e230a02010001000000000000000101
          [null,[1]] | 1e1e0a0200010100000000000000
          """)
  void elementsOfOneTypeMakeAnArray(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [1,"a"] | 1e2b20020a0100000000000000150161
          [1,2,"a",null] | 1e2b20040a01000000000000000a020000000000000015016100
          [-1,18446744073709551615] | 1e2b20020affffffffffffffff04ffffffffffffffff
          ["2020-01-01",1] | 1e2b20020f56470a0100000000000000
          [[1],["x"]] | 1e2b20021e0a0101000000000000001e15010178
          [[1],1] | 1e2b20021e0a0101000000000000000a0100000000000000
          [[1,"x"]] | 1e1e2b2001020a0100000000000000150178
          [[1,"x"],[2,3]] | 1e1e2b2002020a0100000000000000150178020a02000000000000000a0300000000000000
          [[1,"x"],1] | 1e2b20021e2b20020a01000000000000001501780a0100000000000000
          [{"a":1},"x"] | 1e2b2002200101610a0100000000000000150178
          [null,[],["x"]] | 1e2b2003001e15001e15010178
          [[1,null],["x"]] | 1e1e2b2002020a01000000000000000001150178
          """)
  void elementsOfSeveralTypesKeepTheirOwn(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | 15027b7d
          { } | 15037b207d
          {"b":1,"a":"x"} | 200201611501620a01780100000000000000
          {"a":null} | 20010161231501
          {"a":{}} | 2001016115027b7d
          {"a":[]} | 200101611e1500
          {"a":{"b":null},"c":"x"} | 20020161200101622315016315010178
          {"a":[1,"x"]} | 200101611e2b20020a0100000000000000150178
          {"a.b":1,"a":2} | 200201610a03612e620a02000000000000000100000000000000
          {"é":1,"z":2} | 2002017a0a02c3a90a02000000000000000100000000000000
          """)
  void objectsAreTuplesInTheOrderOfNames(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [{"a":1},{"b":2}] | 1e200201610a01620a020100000000000000000000000000000000000000000000000200000000000000
          [{"a":1},{"a":1.5}] | 1e200101610e02000000000000f03f000000000000f83f
          [{"a":1},{"a":null}] | 1e20010161230a0200010000000000000001
          [{"a":1},null] | 1e200101610a0201000000000000000000000000000000
          [{},{"a":1}] | 1e200101610a0200000000000000000100000000000000
          [{"a":{"b":1}},{"a":{"c":1}}] | 1e20010161200201620a01630a020100000000000000000000000000000000000000000000000100000000000000
          [{"a":{}},{"a":{"b":1}}] | 1e20010161200101620a0200000000000000000100000000000000
          [{"a":1},{"a":"5"}] | 1e200101610a0201000000000000000500000000000000
          [{"a":"x"},{"a":1}] | 1e20010161150201780131
          [{"a":"2020-01-01"},{"a":1}] | 1e2001016115020a323032302d30312d30310131
          [{"a":[1]},{"a":[]}] | 1e200101611e0a0201010000000000000000
          [{"a":[1,"x"]},{"a":["s"]},{"a":[null]}] | 1e200101611e2b2003020a0100000000000000150178011501730100
          [{"a":[1,"x"]},{"a":["5"]}] | 1e200101611e2b2002020a010000000000000015017801150135
          """)
  void objectsInAnArrayShareATuple(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [18446744073709551616] | 15165b31383434363734343037333730393535313631365d
          {"a":[ 1 , 18446744073709551616 ]} | 15227b2261223a5b2031202c203138343436373434303733373039353531363136205d7d
          """)
  void valuesOfNoTypeAreKeptAsText(String value, String hex) {
    assertEquals(hex, encoding.middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a":1,"a":2} | twice
          {"":1} | empty name
          {"null":1} | name null
          [{"a":1},{"b":{"null":[]}}] | name null
          {"a":{"b":1,"b":2}} | the field b stands there twice
          [{"a":1},{"a":"x"}] | not a whole number
          [{"a":1},{"a":{"b":1}}] | an object in one object
          NaN | not a number
          -inf | not a number
          [1.2.3] | not a number
          """)
  void valuesWithoutATypeAreRefused(String value, String part) {
    String sentence = encoding.refused(value).sentence();
    assertTrue(sentence.contains(part), sentence);
  }

  @Test
  void impossibleDaysAndTimesAreText() {
    assertEquals("150a323032302d30322d3330", encoding.middle("\"2020-02-30\""));
    assertEquals("1510323032302d30312d30312032353a3030", encoding.middle("\"2020-01-01 25:00\""));
  }

  @Test
  void missingIsNull() {
    assertEquals("070001020304", encoding.hex("{\"a\":7,\"z\":67305985}"));
  }

  @Test
  void aTypeWithinItselfIsEncodedAsWell() {
    String inner = "200101611e2b2002" + "0a0100000000000000" + "150178";
    assertEquals(
        "200101611e2b2002" + "0a0100000000000000" + inner,
        encoding.middle("{\"a\":[1,{\"a\":[1,\"x\"]}]}"));
  }

  @Test
  void depthAndSizeOfTypesAreBounded() {
    assertTrue(encoding.middle("[".repeat(100) + "]".repeat(100)).startsWith("1e1e1e"));
    String deep = encoding.refused("[".repeat(101) + "]".repeat(101)).sentence();
    assertTrue(deep.contains("more than 100 deep"), deep);
    String wide = encoding.refused(objectOf(1_000)).sentence();
    assertTrue(wide.contains("more than 1000"), wide);
    assertTrue(encoding.middle(objectOf(999)).startsWith("20e707"));
  }

  @Test
  void manyDifferentObjectsInAnArrayAreRefusedSoon() {
    StringBuilder objects = new StringBuilder("[");
    for (int i = 0; i < 40_000; i++) {
      objects.append(i == 0 ? "" : ",").append("{\"f").append(i).append("\":1}");
    }
    String sentence = encoding.refused(objects.append("]").toString()).sentence();
    assertTrue(sentence.contains("more than 1000"), sentence);
  }

  @Test
  void objectsOfManyFieldsBesideAnotherValueKeepTheirOwnTypes() {
    String first = objectOf(700);
    String second = first.replace("\":1", "x\":1");
    String hex = encoding.middle("[" + first + "," + second + ",true]");
    assertTrue(hex.startsWith("1e2b20" + "03" + "20bc05"), hex.substring(0, 40));
    String sentence = encoding.refused("[" + first + "," + second + "]").sentence();
    assertTrue(sentence.contains("more than 1000"), sentence);
  }

  @Test
  void arraysOfUnlikeElementsAreNestedOnlySoDeep() {
    assertTrue(encoding.middle("[1,".repeat(16) + "1" + ",\"\"]".repeat(16)).startsWith("1e2b20"));
    String sentence = encoding.refused("[1,".repeat(18) + "1" + ",\"\"]".repeat(18)).sentence();
    assertTrue(sentence.contains("nested more than 16 deep"), sentence);
  }

  @Test
  void aNameThatIsNotTextIsRefused() {
    byte[] message = "{\"a\":1,\"z\":2,\"c\":{\"x?\":1}}".getBytes(StandardCharsets.UTF_8);
    message[20] = (byte) 0xFF;
    assertTrue(encoding.problem(message).sentence().contains("not UTF-8"));
    assertTrue(encoding.middle("{\"\uFFFD\":true}").startsWith("200103efbfbd"));
  }

  @Property(tries = 2_000)
  void whateverStandsThereIsARowOrAProblem(@ForAll("values") String value) {
    byte[] message = ("{\"c\":" + value + "}").getBytes(StandardCharsets.UTF_8);
    encoding.reset();
    RowProblem problem = encoding.encode(message);
    assertTrue(problem == null || encoding.written().length == 0);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> leaves =
        Arbitraries.of(
            "1",
            "-1",
            "1.5",
            "true",
            "null",
            "[]",
            "{}",
            "\"x\"",
            "\"2020-01-01\"",
            "18446744073709551615",
            "18446744073709551616",
            "\"2020-01-01 10:00:00.5\"");
    Arbitrary<String> names = Arbitraries.of("a", "b", "null", "", "a.b", "\u00e9");
    return Arbitraries.recursive(() -> leaves, of -> structures(of, names), 0, 4);
  }

  private static Arbitrary<String> structures(Arbitrary<String> of, Arbitrary<String> names) {
    Arbitrary<String> fields =
        Combinators.combine(names, of).as((name, value) -> "\"" + name + "\":" + value);
    return Arbitraries.frequencyOf(
        Tuple.of(1, of),
        Tuple.of(3, of.list().ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]")),
        Tuple.of(3, fields.list().ofMaxSize(3).map(list -> "{" + String.join(",", list) + "}")));
  }

  @Test
  void manyTypesDoNotDisturbEachOther() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_500; i++) {
        String name = Integer.toString(1_000 + i);
        String hex = encoding.middle("{\"" + name + "\":true}");
        assertEquals("200104", hex.substring(0, 6));
        assertEquals("2d01", hex.substring(14));
      }
    }
  }

  @Test
  void scalarsCostNoObjects() {
    JsonRowEncoder encoder =
        new JsonRowEncoder(
            JsonRowPlan.compile(List.of(Encoding.column("c", "Dynamic", "$.c"))), Encoding.MAX_ROW);
    RowBinaryWriter out = new RowBinaryWriter(1_024, Encoding.MAX_ROW);
    List<byte[]> messages =
        Stream.of("1", "-1.5", "true", "null", "\"some text\"", "\"2020-01-01 10:00:00.5\"")
            .map(value -> ("{\"c\":" + value + "}").getBytes(StandardCharsets.UTF_8))
            .toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 4 * ROWS; i++) {
      before = i == 3 * ROWS ? threads.getCurrentThreadAllocatedBytes() : before;
      byte[] message = messages.get(i % messages.size());
      out.reset();
      assertNull(encoder.encode(message, 0, message.length, out));
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < ROWS, () -> bytes + " bytes for " + ROWS + " rows");
  }

  private static String objectOf(int fields) {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < fields; i++) {
      object.append(i == 0 ? "" : ",").append('"').append(i).append("\":1");
    }
    return object.append('}').toString();
  }
}
