package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type makes of good values; the column under test stands between two fixed ones. */
final class ValueEncodingTest {

  private static String little(long value, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return HexFormat.of().formatHex(buffer.array(), 0, bytes);
  }

  private static String text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return "%02x".formatted(utf8.length) + HexFormat.of().formatHex(utf8);
  }

  @ParameterizedTest
  @CsvSource({
    "Int8,-128,ff80",
    "Int8,127,7f",
    "UInt8,255,ff",
    "UInt8,0,00",
    "Int16,-2,feff",
    "UInt16,65535,ffff",
    "Int32,-2147483648,00000080",
    "UInt32,4294967295,ffffffff",
    "Int64,-9223372036854775808,0000000000000080",
    "Int64,9223372036854775807,ffffffffffffff7f",
    "UInt64,18446744073709551615,ffffffffffffffff",
    "UInt64,9223372036854775808,0000000000000080",
    "UInt8,true,01",
    "Int64,false,0000000000000000",
    "Int8,-0,00",
    "UInt8,+7,07",
    "UInt8,007,07",
  })
  void wholeNumbers(String type, String value, String expected) {
    String bytes = type.equals("Int8") ? expected.replace("ff80", "80") : expected;
    assertEquals(bytes, Encoding.between(type).middle(value));
    if (Character.isDigit(value.charAt(value.length() - 1))) {
      assertEquals(bytes, Encoding.between(type).middle("\"" + value + "\""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"UInt8|\"\"|00", "Int16|\"true\"|0100", "UInt8|\"false\"|00", "Int8|\"+5\"|05"})
  void wholeNumbersInQuotesAreReadAsClickHouseDoes(String type, String value, String expected) {
    assertEquals(expected, Encoding.between(type).middle(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0",
    "-0",
    "-0.0",
    "1",
    "12.5",
    "-1.25e-3",
    "1E5",
    "0.1",
    "123456789.123456789",
    "1.7976931348623157e308",
    "4.9e-324",
    "9007199254740993",
    "0.30000000000000004",
    ".5",
    "5.",
    "+1.5",
    "00.25",
    "999999999999.999"
  })
  void floatsAreTheNearest(String value) {
    assertEquals(
        little(Double.doubleToRawLongBits(Double.parseDouble(value)), 8),
        Encoding.between("Float64").middle(value));
    assertEquals(
        little(Float.floatToRawIntBits(Float.parseFloat(value)), 4),
        Encoding.between("Float32").middle(value));
    assertEquals(
        little(Double.doubleToRawLongBits(Double.parseDouble(value)), 8),
        Encoding.between("Float64").middle("\"" + value + "\""));
  }

  @ParameterizedTest
  @CsvSource({"nan,NaN", "NaN,NaN", "inf,Infinity", "-inf,-Infinity", "Infinity,Infinity"})
  void floatsTakeWords(String word, double expected) {
    assertEquals(
        little(Double.doubleToRawLongBits(expected), 8),
        Encoding.between("Float64").middle("\"" + word + "\""));
    if (!word.equals("nan")) {
      assertEquals(
          little(Double.doubleToRawLongBits(expected), 8),
          Encoding.between("Float64").middle(word));
    }
  }

  @ParameterizedTest
  @CsvSource({"true,01", "false,00", "1,01", "0,00"})
  void booleans(String value, String expected) {
    assertEquals(expected, Encoding.between("Bool").middle(value));
  }

  @Test
  void textTakesEverything() {
    Encoding column = Encoding.between("String");
    assertEquals(text("a\"ä\n😀"), column.middle("\"a\\\"\\u00e4\\n\\ud83d\\ude00\""));
    assertEquals(text(""), column.middle("\"\""));
    assertEquals(text("12.50"), column.middle("12.50"));
    assertEquals(text("-0"), column.middle("-0"));
    assertEquals(text("0"), column.middle("0"));
    assertEquals(text("-1e5"), column.middle("-1e5"));
    assertEquals(text("true"), column.middle("true"));
    assertEquals(text("{ \"x\" : [1,{}] }"), column.middle("{ \"x\" : [1,{}] }"));
    assertEquals(text("[ ]"), column.middle("  [ ]  "));
    assertEquals("c801" + "78".repeat(200), column.middle("\"" + "x".repeat(200) + "\""));
  }

  @Test
  void longTextIsWhole() {
    String value = "äx".repeat(10_000);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "b0ea01" + HexFormat.of().formatHex(utf8),
        Encoding.between("String").middle("\"" + value + "\""));
  }

  @ParameterizedTest
  @CsvSource({"1970-01-01", "2000-02-29", "2024-12-31", "2149-06-06", "1999-03-01", "2100-02-28"})
  void datesAreDays(String date) {
    long days = LocalDate.parse(date).toEpochDay();
    assertEquals(little(days, 2), Encoding.between("Date").middle("\"" + date + "\""));
    assertEquals(little(days, 2), Encoding.between("Date").middle(Long.toString(days)));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29 12:34:56,2024-02-29T12:34:56Z",
    "2024-02-29T12:34:56,2024-02-29T12:34:56Z",
    "2024-02-29T12:34:56Z,2024-02-29T12:34:56Z",
    "2024-02-29T12:34:56.789Z,2024-02-29T12:34:56Z",
    "2024-02-29T12:34:56+02:00,2024-02-29T10:34:56Z",
    "2024-02-29T12:34:56.1-0330,2024-02-29T16:04:56Z",
    "2024-02-29T12:34:56+05,2024-02-29T07:34:56Z",
    "2024-02-29T12:34,2024-02-29T12:34:00Z",
    "2024-02-29,2024-02-29T00:00:00Z",
    "1709210096,2024-02-29T12:34:56Z",
    "2106-02-07 06:28:15,2106-02-07T06:28:15Z",
  })
  void timesAreSeconds(String value, String instant) {
    long seconds = Instant.parse(instant).getEpochSecond();
    assertEquals(little(seconds, 4), Encoding.between("DateTime").middle("\"" + value + "\""));
    assertEquals(little(seconds, 4), Encoding.between("DateTime").middle("" + seconds));
    assertEquals(
        little(seconds, 4), Encoding.between("LowCardinality(DateTime)").middle("" + seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "3,2024-02-29 12:34:56.789,1709210096789",
    "3,2024-02-29 12:34:56.7899999,1709210096789",
    "3,2024-02-29T12:34:56.7Z,1709210096700",
    "0,2024-02-29T12:34:56.999Z,1709210096",
    "9,2024-02-29T12:34:56.123456789Z,1709210096123456789",
    "9,2024-02-29T12:34:56.1234567899Z,1709210096123456789",
    "6,1969-12-31 23:59:59.5,-500000",
    "3,1900-01-01,-2208988800000",
    "3,2299-12-31 23:59:59.999,10413791999999",
    "9,2262-04-11 23:47:16.854775807,9223372036854775807",
    "3,1709210096,1709210096000",
    "3,1709210096.789,1709210096789",
    "3,1709210096789,1709210096789",
  })
  void preciseTimesAreTicks(int precision, String value, long ticks) {
    Encoding column = Encoding.between("DateTime64(" + precision + ")");
    assertEquals(little(ticks, 8), column.middle("\"" + value + "\""));
    assertEquals(little(ticks, 8), column.middle("" + ticks));
  }

  @Test
  void uuidsAreTwoHalves() {
    String expected = little(0x0011223344556677L, 8) + little(0x8899aabbccddeeffL, 8);
    Encoding column = Encoding.between("UUID");
    assertEquals(expected, column.middle("\"00112233-4455-6677-8899-aabbccddeeff\""));
    assertEquals(expected, column.middle("\"00112233445566778899AABBCCDDEEFF\""));
  }

  @Test
  void nullableHasAByteInFront() {
    assertEquals("01", Encoding.between("Nullable(UInt16)").middle("null"));
    assertEquals("000500", Encoding.between("Nullable(UInt16)").middle("5"));
    assertEquals(
        "00" + text("{}"), Encoding.between("LowCardinality(Nullable(String))").middle("{}"));
  }

  @Test
  void arraysAreCounted() {
    assertEquals("00", Encoding.between("Array(UInt8)").middle("[]"));
    assertEquals("03010002", Encoding.between("Array(UInt8)").middle("[1, null, \"2\"]"));
    assertEquals("020005" + "01", Encoding.between("Array(Nullable(UInt8))").middle("[5,null]"));
    assertEquals("0202010200", Encoding.between("Array(Array(UInt8))").middle("[[1,2],[]]"));
    assertEquals(
        "02" + text("[1]") + text("{\"a\":2}"),
        Encoding.between("Array(String)").middle("[[1],{\"a\":2}]"));
    assertEquals(
        "c801" + "09".repeat(200),
        Encoding.between("Array(UInt8)").middle("[9" + ",9".repeat(199) + "]"));
  }

  @Test
  void mapsAreCountedPairs() {
    assertEquals("00", Encoding.between("Map(String,String)").middle("{}"));
    assertEquals(
        "03" + text("k") + text("v") + text("längere") + text("1") + text("k") + text(""),
        Encoding.between("Map(LowCardinality(String),String)")
            .middle("{\"k\":\"v\",\"l\\u00e4ngere\":1,\"k\":null}"));
    assertEquals(
        "02" + "0100" + "01" + "07" + "0200" + "00",
        Encoding.between("Map(UInt16,Array(UInt8))").middle("{\"1\":[7],\"2\":[]}"));
    assertEquals(
        "01" + text("outer") + "01" + text("inner") + little(3, 8),
        Encoding.between("Map(String,Map(String,Int64))").middle("{\"outer\":{\"inner\":3}}"));
  }
}
