package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enums, fixed strings and addresses. */
final class NamesAndAddressesTest {
  private static final String COLORS =
      "Enum8('red' = 1, 'grün' = -5, '2' = 7, '' = 9, 'true' = 11)";

  private static String refusal(String type, String value) {
    return Encoding.between(type).refused(value).sentence();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"red\"|1",
        "\"gr\\u00fcn\"|-5",
        "\"grün\"|-5",
        "\"2\"|7",
        "\"\"|9",
        "\"true\"|11",
        "1|1",
        "-5|-5",
        "+1|1",
        "01|1",
        "\"1\"|1",
        "\"-5\"|-5",
        "\"007\"|7",
      })
  void enumsTakeNamesFirstAndNumbersThen(String value, int number) {
    assertEquals(HexFormat.of().toHexDigits((byte) number), Encoding.between(COLORS).middle(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Red\"",
        "\" red\"",
        "2",
        "\"3\"",
        "257",
        "\"257\"",
        "-251",
        "99999999999999999999",
        "0",
        "\"-0\"",
        "true",
        "false",
        "1.0",
        "NaN",
        "\"-\"",
        "[1]",
        "{}"
      })
  void whatAnEnumDoesNotNameIsRefused(String value) {
    assertTrue(
        refusal(COLORS, value).contains("it is neither a name of the Enum nor a number of it"));
  }

  @Test
  void missingEnumsAreTheLowestNumber() {
    assertEquals("fb", Encoding.between(COLORS).middle("null"));
    assertEquals(
        "0afeff01000000",
        new Encoding(
                Encoding.column("a", "UInt8", "$.a"),
                Encoding.column("c", "Enum16('y' = 0, 'x' = -2)", "$.c"),
                Encoding.column("z", "UInt32", "$.z"))
            .hex("{\"a\":10,\"z\":1}"));
  }

  @Test
  void nullIsTheNameOfZeroIfThereIsOne() {
    assertEquals("0000", Encoding.between("Enum16('y' = 0, 'x' = -2)").middle("null"));
    assertEquals("01", Encoding.between("Nullable(Enum8('y' = 0, 'x' = -2))").middle("null"));
  }

  @Test
  void nullIsTheDefaultOfAColumnThatHasOne() {
    String type = "Enum8('a' = 1, 'none' = 0)";
    assertEquals(
        new Encoding(Encoding.marked("c", type, "$.c")).hex("{}"),
        new Encoding(Encoding.marked("c", type, "$.c")).hex("{\"c\":null}"));
  }

  @Test
  void largeEnumsFindEveryName() {
    String names =
        IntStream.rangeClosed(-1_000, 1_000)
            .mapToObj(i -> "'AaBB" + i + "' = " + i)
            .collect(Collectors.joining(", "));
    // Names with equal hashes: Aa and BB.
    Encoding encoding =
        Encoding.between(
            "Enum16('Aa' = 2000, 'BB' = 2001, "
                + names.substring(0, 8_000).replaceFirst(",[^,]*$", "")
                + ")");
    assertEquals("d007", encoding.middle("\"Aa\""));
    assertEquals("d107", encoding.middle("\"BB\""));
    for (int i = -1_000; i < -700; i++) {
      assertEquals(
          "%02x%02x".formatted(i & 0xFF, (i >> 8) & 0xFF), encoding.middle("\"AaBB" + i + "\""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"\"|00000000",
        "null|00000000",
        "\"a\"|61000000",
        "\"abcd\"|61626364",
        "\"ää\"|c3a4c3a4",
        "\"\\u0000b\"|00620000",
        "\"\\ud83d\\ude00\"|f09f9880",
      })
  void fixedStringsAreFilledUp(String value, String expected) {
    assertEquals(expected, Encoding.between("FixedString(4)").middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"abcde\"|it is longer than 4 bytes",
        "\"äää\"|it is longer than 4 bytes",
        "1|it is not a string",
        "true|it is not a string",
        "[1]|it is not a string",
      })
  void otherFixedStringsAreRefused(String value, String reason) {
    assertTrue(refusal("FixedString(4)", value).contains(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4,04030201",
    "255.255.255.255,ffffffff",
    "001.002.003.004,04030201",
    "0001.2.3.0004,04030201",
  })
  void ipv4IsALittleEndianNumber(String address, String expected) {
    assertEquals(expected, Encoding.between("IPv4").middle("\"" + address + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"1.2.3\"",
        "\"1.2.3.\"",
        "\"1.2.3.4.5\"",
        "\"256.1.1.1\"",
        "\"1..3.4\"",
        "\"00001.2.3.4\"",
        "\" 1.2.3.4\"",
        "\"1.2.3.4 \"",
        "\"1.2.3.4/24\"",
        "\"+1.2.3.4\"",
        "\"::1\"",
        "16909060",
        "true",
        "[1]"
      })
  void otherIpv4IsRefused(String value) {
    assertTrue(refusal("IPv4", value).contains("it is not an IPv4 address such as 192.0.2.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "::,00000000000000000000000000000000",
    "::1,00000000000000000000000000000001",
    "2001:DB8::1,20010db8000000000000000000000001",
    "2001:0db8:0000:0000:0000:0000:0000:0001,20010db8000000000000000000000001",
    "1:2:3:4:5:6:7:8,00010002000300040005000600070008",
    "1:2:3:4:5:6:7::,00010002000300040005000600070000",
    "::2:3:4:5:6:7:8,00000002000300040005000600070008",
    "1::2:3:4:5:6:7:8,00010002000300040005000600070008",
    "1.2.3.4,00000000000000000000ffff01020304",
    "1.2.3.0004,00000000000000000000ffff01020304",
    "::ffff:1.2.3.4,00000000000000000000ffff01020304",
    "::1.2.3.4,00000000000000000000000001020304",
    "1:2:3:4:5:6:1.2.3.4,00010002000300040005000601020304",
    "1:2:3:4::1.2.3.4,00010002000300040000000001020304",
    "::0001.2.3.4,00000000000000000000000001020304",
    "::1:,00000000000000000000000000000001",
    "1:::2,00010000000000000000000000000002",
  })
  void ipv6IsInNetworkOrder(String address, String expected) {
    assertEquals(expected, Encoding.between("IPv6").middle("\"" + address + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\":\"",
        "\":::\"",
        "\":1\"",
        "\"1:\"",
        "\"1\"",
        "\"1:2:3:4:5:6:7\"",
        "\"1:2:3:4:5:6:7:\"",
        "\"1:2:3:4:5:6:7:8:9\"",
        "\"1::2::3\"",
        "\"02001:db8::1\"",
        "\"::12345\"",
        "\"::g\"",
        "\"::1.2.3\"",
        "\"::1.2.3.4:5\"",
        "\"::256.1.1.1\"",
        "\"::.\"",
        "\"1.2.3.4::\"",
        "\"01.2.3.4\"",
        "\"1:2:3:4:5:6:7:1.2.3.4\"",
        "\"fe80::1%eth0\"",
        "\"::1/128\"",
        "\"[::1]\"",
        "\" ::1\"",
        "\"ä\"",
        "1",
        "true",
        "{}"
      })
  void otherIpv6IsRefused(String value) {
    assertTrue(refusal("IPv6", value).contains("it is not an IPv6 address such as 2001:db8::1"));
  }

  @Test
  void namesOfFieldsAreKeysOfTheseTypes() {
    assertEquals(
        "01" + "00000000000000000000000000000001" + "fb",
        Encoding.between("Map(IPv6, " + COLORS + ")").middle("{\"::1\":\"grün\"}"));
    assertEquals(
        "02" + "96000000" + "61620000" + "00000000" + "00000000",
        Encoding.between("Map(Decimal(5, 2), FixedString(4))")
            .middle("{\"1.5\":\"ab\",\"\":\"\"}"));
  }

  @Test
  void aRefusedElementNamesItsColumn() {
    assertTrue(refusal("Array(IPv4)", "[\"1.2.3.4\",\"x\"]").contains("Column c"));
  }
}
