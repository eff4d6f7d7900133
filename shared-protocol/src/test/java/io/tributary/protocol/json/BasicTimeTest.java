package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.row.ZoneOffsets;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a time in a string means in the mode {@code basic}; measured with ClickHouse 26.7. */
final class BasicTimeTest {
  private static final ZoneOffsets UTC = new ZoneOffsets(ZoneId.of("UTC"));

  private final TemporalText seconds =
      TemporalText.unsigned(new DateTimeEncoder(UTC, DateTimeInputFormat.BASIC)::text);
  private final TemporalText millis =
      TemporalText.signed(new DateTime64Encoder(3, UTC, DateTimeInputFormat.BASIC)::text);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "12345|12345000",
        "123456|123456000",
        "1234567|1234567000",
        "12345678|12345678000",
        "123456789|123456789000",
        "1234567890|1234567890000",
        "12345678901|12345678901000",
        "123456789012|123456789012000",
        "1234567890123|1234567890123",
        "12345678901234|12345678901234",
        "123456789012345|123456789012345",
        "1234567890.5|1234567890500",
        "123456789.25|123456789250",
        "-1234567890|-1234567890000",
        "+1234567890|1234567890000",
        "202002|202002000",
        "20200203|20200203000",
        "20200203040506|20200203040506",
        "2020-01-02 24:00:00|1578009600000",
        "2020-01-02 12:00:60|1577966460000",
        "2020 01 02|1577923200000",
        "2020 01 02 03:04:05|1577934245000",
        "1970-01-01 00:00:00|0",
        "1969-12-31 23:59:59|-1000",
        "1969-12-31 23:59:59.5|-500",
        "1969-12-31 23:59:58.999|-1001",
        "1970-01-01 00:00:00.5|500",
        "2106-02-07 06:28:15|4294967295000",
        "2106-02-07 06:28:16|4294967296000",
        "2200-01-01|7258118400000",
        "9999999999|9999999999000",
        "4294967295|4294967295000",
        "4294967296|4294967296000",
        "0000000000|0",
        "0001-01-01 00:00:00|-62135596800000",
        "0001-01-01 00:00:00.25|-62135596799750",
        "2020-01-02 12:00:00.123456789012345678|1577966400123",
        "2020-01-02 12:00:00.1234567890123456789012|1577966400123",
        "1234567890.1234567890123456789012|1234567890123",
        "2020-01-02 12:00:00.|1577966400000",
        "2020.01.02 12:00:00|1577966400000",
        "2020-01/02|1577923200000",
        "9999999999999|9999999999999",
        "2020x01x02|1577923200000",
        "-12.50|-12500",
        "-1234.5|-1234500",
        "-1234.567|-1234567",
        "-1234|-1234000",
        "+1234|1234000",
        "+12.5|12500",
        "123.5|123500",
        "1.234|1234",
        ".1234|123",
        "12.45|12450",
        "00012345|12345000",
        "00000|0",
        "10413791999|10413791999000",
        "10413792000|10413792000000",
        "10413792000.5|10413792000500",
        "2299-12-31 23:59:59|10413791999000",
        "2300-01-01 00:00:00|10413792000000",
        "2300-01-01|10413792000000",
        "2300-01-01 00:00:00.0|10413792000000",
        "9999-12-31 23:59:59.999|253402300799999",
        "1900-01-01|-2208988800000",
        "1899-12-31 23:59:59|-2208988801000",
        "1600-01-01|-11676096000000",
        "1677-09-21 00:12:43|-9223372037000",
        "1677-09-21 00:12:44|-9223372036000",
        "2262-04-11 23:47:16|9223372036000",
        "2262-04-11 23:47:17|9223372037000",
        "2262-04-11 23:47:16.854775807|9223372036854",
        "2262-04-11 23:47:16.854775808|9223372036854",
        "1677-09-21 00:12:43.145224192|-9223372036855",
        "1677-09-21 00:12:43.145224191|-9223372036855",
        "2020-01-02.5|1577923200500",
        "2020-01-02T12:00:00.123|1577966400123",
        "2020-01-02 12-00-00|1577966400000",
        "2020-01502|1577923200000",
        "99999999999|99999999999000",
        "999999999999|999999999999"
      })
  void takesAsClickHouseDoes(String text, long expected) {
    assertEquals(expected, millis.taken(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "12",
        "123",
        "1234",
        "12345678901234567890",
        "123456789012345678901",
        "1234567890Z",
        "1234567890 ",
        " 1234567890",
        "20200203 040506",
        "20200203T040506",
        "2020-02-03T040506",
        "2020-02-03-040506",
        "Jan 2 2020 10:00 PM",
        "Jan 2 2020 10:00PM",
        "Thu, 2 Jan 2020 10:00:00 GMT",
        "Thursday, 2 January 2020",
        "Thu 2 Janu 2020",
        "2020-01-02 10:00:00 UTC",
        "2020-01-02 10:00:00 MSK",
        "2020-01-02 10:00:00 CET",
        "2020-01-02 12:00:00+1",
        "2020-01-02 12:00:00+130",
        "2020-01-02 12:00:00+99:99",
        "2020-01-02 12:00:00-0",
        "2020-01-02 12:00:00 +03:00",
        "2020-01-02 12:00:00Z+03:00",
        "2020-01-02 12:00:00z",
        "2020-01-02t12:00:00",
        "2020-01-02T12:00:00,5",
        "2020-01-02, 12:00:00",
        "2020-01-02,12:00:00",
        "2020-01-02,",
        "01/02/2020",
        "13/02/2020",
        "02/13/2020",
        "01.02.20",
        "01.02.70",
        "01.02.69",
        "32.01.2020",
        "10:00:00",
        "10:00:00 2020-01-02",
        "Mar 3 01:33:48",
        "2020-01",
        "2020-1",
        "2 Jan",
        "2020-01-02 12:00.5",
        "2020-01-02 12.5",
        "2020-01-02 12",
        "2020-01-02 12 13",
        "2020-01-02 1200",
        "2020-01-02 120000",
        "2020-01-02é",
        "now",
        "2020-01-02 12:00:00 foo",
        "2020-01-02 12:00:00 Monday",
        "2020-01-02 12:00:00 Feb",
        "2020-1-2T1:2:3Z",
        "20200102 12",
        "2 1 2020",
        "1580702706.5Z",
        "2020-001",
        "-1.5",
        "-0.5",
        "-123",
        "12.5",
        ".5",
        "2020-01-02 12:00:00.5Z",
        "2020-01-02 12:00:00Z",
        "12a45",
        "12345a",
        "2020-01-02 ",
        "2020-01-02T",
        "2020-01-02  12:00:00",
        "2020-1-2 12:00:00",
        "2020-01-0212:00:00",
        "20-01-02 12:00:00",
        "1e10",
        "12345.678.9",
        "9223372036854775808",
        "-9223372036854775808"
      })
  void refusesWhatClickHouseRefuses(String text) {
    millis.refused(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1234567890123456|it is not between the years 0 and 9999",
        "12345678901234567|it is not between the years 0 and 9999",
        "123456789012345678|it is not between the years 0 and 9999",
        "1234567890123456789|it is not between the years 0 and 9999",
        "1234567890123.5|it is not between the years 0 and 9999",
        "1234567890123456.7|it is not between the years 0 and 9999",
        "20200203040506.5|it is not between the years 0 and 9999",
        "2 Jan 2020|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "2020-01-02 24:00:01|the clock has no such time",
        "2020-01-02 12:60:00|the clock has no such time",
        "2020-01-02 12:00:61|the clock has no such time",
        "2020-01-02 12:00 PM|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "2020-01-02 12:00 AM|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "2020-01-02 13:00 PM|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "2020-01-02 13:00 AM|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "2020 Jan 2|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "2020-Jan-2|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "2-Jan-2020|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "0000-01-01 00:00:00|the calendar has no such day",
        "2020-02-30|the calendar has no such day",
        "2020-W01-1|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "-0.500|ClickHouse would lose its sign",
        "-0.2500|ClickHouse would lose its sign",
        "-.1234|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "-.5678|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "+.5678|it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds",
        "9223372036854775807|it is not between the years 0 and 9999",
        "-99999999999999|it is not between the years 0 and 9999"
      })
  void refusesWhatClickHouseWouldAlterOrGuess(String text, String reason) {
    assertEquals(reason, millis.refused(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "2020-01-02 03:04:05|1577934245",
        "2020-01-02T03:04:05|1577934245",
        "2020-01-02|1577923200",
        "2020/01/02 03-04-05|1577934245",
        "12345|12345",
        "1577934245|1577934245",
        "00001577934245|1577934245",
        "4294967295|4294967295",
        "2020-01-02 24:00:00|1578009600",
        "2020-01-02 23:59:60|1578009600"
      })
  void takesAsClickHouseDoesInWholeSeconds(String text, long expected) {
    assertEquals(expected, seconds.taken(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2020-01-02 03:04:05.5", "2020-01-02 03:04:05Z", "1234", "-12345", "1577934245.5"})
  void refusesWhatClickHouseRefusesInWholeSeconds(String text) {
    seconds.refused(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "4294967296|it is not between 1970-01-01 00:00:00 and 2106-02-07 06:28:15 UTC",
        "2020-02-30|the calendar has no such day"
      })
  void refusesWhatClickHouseWouldAlterOrGuessInWholeSeconds(String text, String reason) {
    assertEquals(reason, seconds.refused(text));
  }
}
