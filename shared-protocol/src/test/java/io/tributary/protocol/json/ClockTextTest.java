package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a time of day in a string means; measured with ClickHouse 26.7. */
final class ClockTextTest {
  private final TemporalText whole = TemporalText.signed(new TimeEncoder()::text);
  private final TemporalText micros = TemporalText.signed(new Time64Encoder(6)::text);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "12:34:56|45296",
        "1:02:03|3723",
        "999:59:59|3599999",
        "-1:02:03|-3723",
        "-00:00:01|-1",
        "12:34|754",
        "1:34|94",
        "12|12",
        "1|1",
        "-5|-5",
        "-12|-12",
        "012:34:56|45296",
        "24:00:00|86400",
        "00|0",
        "99|99",
        "99:59|5999",
        "-0|0"
      })
  void takesAsClickHouseDoes(String text, long expected) {
    assertEquals(expected, whole.taken(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1:2:3",
        "1000:00:00",
        "+1:2:3",
        "1:3",
        "12:3",
        "100:34",
        "123",
        "123:",
        "12:",
        "12:34:",
        "12:34:5",
        "123456",
        "1.5",
        "12.5",
        "-1.5",
        "1:02.5",
        "12:34.5",
        "12:34:56.789",
        "12:34:56Z",
        " 12:34:56",
        "12:34:56 ",
        "0012:34:56",
        "012:034:056",
        "12:034:56",
        "a",
        "-",
        "--1",
        "-999:59:59.999",
        "999:59:59.999999",
        "12:34:56.1234567891",
        "12:34:56.",
        "-00:00:00.5",
        "-0.5",
        "0:0:0",
        "12-34-56",
        "000",
        ".5",
        "12:34:.5",
        "12:a4:56",
        "1:00:00:00",
        "999",
        "999.5",
        "12.",
        "12..5",
        "12.5.5",
        "12:34:56.5a",
        "12:34:56.999999999999999999999999",
        "999:59:59.9999999999"
      })
  void refusesWhatClickHouseRefuses(String text) {
    whole.refused(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "00:60:00|the clock has no such time",
        "00:59:60|the clock has no such time",
        "00:00:99|the clock has no such time",
        "99:99|the clock has no such time"
      })
  void refusesWhatClickHouseWouldAlterOrGuess(String text, String reason) {
    assertEquals(reason, whole.refused(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "12:34:56|45296000000",
        "1:02:03|3723000000",
        "999:59:59|3599999000000",
        "-1:02:03|-3723000000",
        "-00:00:01|-1000000",
        "12:34|754000000",
        "1:34|94000000",
        "12|12000000",
        "1|1000000",
        "-5|-5000000",
        "-12|-12000000",
        "1.5|1500000",
        "12.5|12500000",
        "-1.5|-1500000",
        "1:02.5|62500000",
        "12:34.5|754500000",
        "12:34:56.789|45296789000",
        "012:34:56|45296000000",
        "24:00:00|86400000000",
        "-999:59:59.999|-3599999999000",
        "999:59:59.999999|3599999999999",
        "12:34:56.1234567891|45296123456",
        "12:34:56.|45296000000",
        "-00:00:00.5|-500000",
        "-0.5|-500000",
        "00|0",
        "99|99000000",
        "99:59|5999000000",
        "-0|0",
        "12.|12000000",
        "12:34:56.999999999999999999999999|45296999999",
        "999:59:59.9999999999|3599999999999",
        "-.5|-500000",
        "-.|0"
      })
  void takesAsClickHouseDoesWithFractions(String text, long expected) {
    assertEquals(expected, micros.taken(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1:2:3",
        "1000:00:00",
        "+1:2:3",
        "1:3",
        "12:3",
        "100:34",
        "123",
        "123:",
        "12:",
        "12:34:",
        "12:34:5",
        "123456",
        "12:34:56Z",
        " 12:34:56",
        "12:34:56 ",
        "0012:34:56",
        "012:034:056",
        "12:034:56",
        "a",
        "-",
        "--1",
        "0:0:0",
        "12-34-56",
        "000",
        ".5",
        "12:34:.5",
        "12:a4:56",
        "1:00:00:00",
        "999",
        "999.5",
        "12..5",
        "12.5.5",
        "12:34:56.5a"
      })
  void refusesWhatClickHouseRefusesWithFractions(String text) {
    micros.refused(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "00:60:00|the clock has no such time",
        "00:59:60|the clock has no such time",
        "00:00:99|the clock has no such time",
        "99:99|the clock has no such time"
      })
  void refusesWhatClickHouseWouldAlterOrGuessWithFractions(String text, String reason) {
    assertEquals(reason, micros.refused(text));
  }
}
