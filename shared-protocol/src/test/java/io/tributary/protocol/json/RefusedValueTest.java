package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.row.RowProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that do not fit are refused with column, path, value, type and reason. */
final class RefusedValueTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "UInt8|256|it is not between 0 and 255",
        "UInt8|-1|it is not between 0 and 255",
        "Int8|128|it is not between -128 and 127",
        "Int8|-129|it is not between -128 and 127",
        "Int16|32768|it is not between -32768 and 32767",
        "UInt32|4294967296|it is not between 0 and 4294967295",
        "Int64|9223372036854775808|it is not between -9223372036854775808 and",
        "Int64|-9223372036854775809|it is not between -9223372036854775808 and",
        "UInt64|18446744073709551616|it is not between 0 and 18446744073709551615",
        "UInt64|184467440737095516150|it is not between 0 and 18446744073709551615",
        "UInt64|99999999999999999999999|it is not between 0 and",
        "Int32|1.0|it is not a whole number",
        "Int32|1e3|it is not a whole number",
        "Int32|\"true \"|it is not a whole number",
        "UInt8|-0|it is not between 0 and 255",
        "Int32|\"-\"|it is not a whole number",
        "Int32|\"12a\"|it is not a whole number",
        "Int32|\" 1\"|it is not a whole number",
        "Int32|[1]|it is not a whole number",
        "Int32|{\"a\":1}|it is not a whole number",
        "Float64|\"abc\"|it is not a number",
        "Float64|\"\"|it is not a number",
        "Float64|\"1d\"|it is not a number",
        "Float64|\"0x1p3\"|it is not a number",
        "Float64|\".\"|it is not a number",
        "Float64|\"1e\"|it is not a number",
        "Float32|[]|it is not a number",
        "Bool|2|it is neither true nor false",
        "Bool|\"true\"|it is neither true nor false",
        "String|NaN|it is not a number",
        "Bool|\"yes\"|it is neither true nor false",
        "Bool|1.0|it is neither true nor false",
        "Date|\"2023-02-29\"|the calendar has no such day",
        "Date|\"2149-06-07\"|it is not between 1970-01-01 and 2149-06-06",
        "Date|-1|it is not between 1970-01-01 and 2149-06-06",
        "Date|\"2024-01-01 \"|it is not a date",
        "Date|[]|it is not a date",
        "Date32|1.5|it is not a date",
        "Date32|\"1899-12-31\"|it is not between 1900-01-01 and 2299-12-31",
        "DateTime|\"2024-01-01 23:60:00\"|the clock has no such time",
        "DateTime|\"2024-01-01x23:59:00\"|it is not a time",
        "DateTime|\"2024-01-01T23:59:00+19:00\"|its zone is further than 18:00 from UTC",
        "DateTime|\"2106-02-07 06:28:16\"|it is not between 1970-01-01",
        "DateTime|4294967296|it is not between 1970-01-01",
        "DateTime|1.5|a number in a DateTime column must be whole seconds",
        "DateTime|true|it is not a time",
        "DateTime|\"23:59:00\"|it does not say the year",
        "DateTime64(3)|1.5|must be whole and count 1/1000 seconds",
        "DateTime64(3)|99999999999999999999|it is not between the years 0 and 9999",
        "DateTime64(9)|\"2262-04-11 23:47:17\"|it is not between 1677-09-21",
        "Time|\"12:60:00\"|the clock has no such time",
        "Time|3600000|it is not between -999:59:59 and 999:59:59",
        "Time64(3)|1e3|must be whole and count 1/1000 seconds",
        "UUID|\"00112233-4455-6677-8899-aabbccddeefg\"|it is not a UUID",
        "UUID|\"00112233-4455-6677-8899aabbccddeeff0\"|it is not a UUID",
        "UUID|\"\"|it is not a UUID",
        "UUID|17|it is not a UUID",
        "Array(UInt8)|5|it is not an array",
        "Array(UInt8)|{}|it is not an array",
        "Map(String,String)|[]|it is not an object",
        "Map(String,String)|\"x\"|it is not an object",
      })
  void valueIsRefusedWithItsReason(String type, String value, String reason) {
    RowProblem problem = Encoding.between(type).refused(value);
    assertEquals("c", problem.column());
    assertEquals("$.c", problem.path());
    assertEquals(type.replace(",", ", "), problem.type());
    String bare = value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
    // Of an array or an object the rest of the message is shown too.
    assertTrue(problem.value().startsWith(bare), problem.value());
    assertTrue(problem.reason().contains(reason), problem.reason());
  }

  @Test
  void elementAtFaultIsShown() {
    assertEquals("300", Encoding.between("Array(UInt8)").refused("[1,2,300,4]").value());
    assertEquals("x", Encoding.between("Map(String,Int8)").refused("{\"k\":\"x\"}").value());
    assertEquals("key", Encoding.between("Map(Int8,Int8)").refused("{\"key\":1}").value());
    assertEquals("abc", Encoding.between("Nullable(Int8)").refused("\"abc\"").value());
  }

  @Test
  void sentenceNamesEverything() {
    assertEquals(
        "Column c cannot take \"abc\" from $.c as Nullable(Int8): it is not a whole number.",
        Encoding.between("Nullable(Int8)").refused("\"abc\"").sentence());
    assertEquals(
        "The message \"[]\" is refused: it is not a JSON object.",
        Encoding.between("Int8").problem("[]").sentence());
  }

  @Test
  void longValuesAreCutAndControlsEscaped() {
    RowProblem cut = Encoding.between("Int8").refused("\"" + "y".repeat(5_000) + "\"");
    assertEquals("y".repeat(100) + "…", cut.value());
    RowProblem escaped = Encoding.between("Int8").refused("\"a\\u0007\\n\\u202eb\"");
    assertEquals("a\\u0007\\u000a\\u202eb", escaped.value());
  }

  @Test
  void nextMessageIsUntouched() {
    Encoding column = Encoding.between("UInt16");
    for (int i = 0; i < 100; i++) {
      column.refused("{\"deep\":[1,{\"x\":");
      column.refused("\"abc\"");
      assertEquals("0500", column.middle("5"));
    }
  }
}
