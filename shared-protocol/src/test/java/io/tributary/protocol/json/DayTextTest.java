package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a day in a string means; measured with ClickHouse 26.7. */
final class DayTextTest {
  private final TemporalText date = TemporalText.unsigned(new DateEncoder()::text);
  private final TemporalText date32 = TemporalText.signed(new Date32Encoder()::text);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "20200101|18262",
        "2020-2-3|18295",
        "1970-01-01|0",
        "2149-06-06|65535",
        "2020-12-3|18599",
        "2020-1-12|18273",
        "2020a02b03|18295",
        "2020/2/03|18295",
        "2020/02-3|18295"
      })
  void takesAsClickHouseDoes(String text, long expected) {
    assertEquals(expected, date.taken(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-02-03 ",
        " 2020-02-03",
        "2020-02-03 04:05:06",
        "2020-02",
        "Jan 2 2020",
        "2020-2-3 ",
        "2020-1-123",
        "20200x03",
        "2020-0203",
        "202002-03",
        "2020020",
        "202002031",
        "2020--2-3",
        "2020-2--3",
        "+2020-2-3",
        "12",
        "2020-2-3Z",
        "2020-1-",
        "2020-1-1-"
      })
  void refusesWhatClickHouseRefuses(String text) {
    date.refused(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "2020-02-30|the calendar has no such day",
        "2020-13-01|the calendar has no such day",
        "2020-00-01|the calendar has no such day",
        "2020-01-00|the calendar has no such day",
        "0000-00-00|the calendar has no such day",
        "0000-01-01|the calendar has no such day",
        "0001-01-01|it is not between 1970-01-01 and 2149-06-06",
        "1969-12-31|it is not between 1970-01-01 and 2149-06-06",
        "2149-06-07|it is not between 1970-01-01 and 2149-06-06",
        "1900-01-01|it is not between 1970-01-01 and 2149-06-06",
        "1899-12-31|it is not between 1970-01-01 and 2149-06-06",
        "1600-03-01|it is not between 1970-01-01 and 2149-06-06",
        "2299-12-31|it is not between 1970-01-01 and 2149-06-06",
        "2300-01-01|it is not between 1970-01-01 and 2149-06-06",
        "9999-12-31|it is not between 1970-01-01 and 2149-06-06",
        "2020-04-31|the calendar has no such day",
        "2021-02-29|the calendar has no such day"
      })
  void refusesWhatClickHouseWouldAlterOrGuess(String text, String reason) {
    assertEquals(reason, date.refused(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "20200101|18262",
        "2020-2-3|18295",
        "1969-12-31|-1",
        "1970-01-01|0",
        "2149-06-06|65535",
        "2149-06-07|65536",
        "1900-01-01|-25567",
        "2299-12-31|120529",
        "2020-12-3|18599",
        "2020-1-12|18273",
        "2020a02b03|18295",
        "2020/2/03|18295",
        "2020/02-3|18295"
      })
  void takesAsClickHouseDoesInDate32(String text, long expected) {
    assertEquals(expected, date32.taken(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-02-03 ",
        " 2020-02-03",
        "2020-02-03 04:05:06",
        "2020-02",
        "Jan 2 2020",
        "2020-2-3 ",
        "2020-1-123",
        "20200x03",
        "2020-0203",
        "202002-03",
        "2020020",
        "202002031",
        "2020--2-3",
        "2020-2--3",
        "+2020-2-3",
        "12",
        "2020-2-3Z",
        "2020-1-",
        "2020-1-1-"
      })
  void refusesWhatClickHouseRefusesInDate32(String text) {
    date32.refused(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "2020-02-30|the calendar has no such day",
        "2020-13-01|the calendar has no such day",
        "2020-00-01|the calendar has no such day",
        "2020-01-00|the calendar has no such day",
        "0000-00-00|the calendar has no such day",
        "0000-01-01|the calendar has no such day",
        "0001-01-01|it is not between 1900-01-01 and 2299-12-31",
        "1899-12-31|it is not between 1900-01-01 and 2299-12-31",
        "1600-03-01|it is not between 1900-01-01 and 2299-12-31",
        "2300-01-01|it is not between 1900-01-01 and 2299-12-31",
        "9999-12-31|it is not between 1900-01-01 and 2299-12-31",
        "2020-04-31|the calendar has no such day",
        "2021-02-29|the calendar has no such day"
      })
  void refusesWhatClickHouseWouldAlterOrGuessInDate32(String text, String reason) {
    assertEquals(reason, date32.refused(text));
  }
}
