package io.tributary.gatherer.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerZoneTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          DateTime | DateTime('Asia/Tokyo')
          DateTime64(3) | DateTime64(3, 'Asia/Tokyo')
          DateTime('UTC') | DateTime('UTC')
          DateTime64(9, 'UTC') | DateTime64(9, 'UTC')
          Array(Nullable(DateTime)) | Array(Nullable(DateTime('Asia/Tokyo')))
          Map(DateTime, DateTime64(0)) | Map(DateTime('Asia/Tokyo'), DateTime64(0, 'Asia/Tokyo'))
          Tuple(`DateTime` UInt8, at DateTime) | Tuple(`DateTime` UInt8, at DateTime('Asia/Tokyo'))
          Enum8('DateTime' = 1, 'it\\'s DateTime' = 2) | Enum8('DateTime' = 1, 'it\\'s DateTime' = 2)
          Date | Date
          """)
  void timesWithoutAZoneAreReadInTheServers(String type, String expected) {
    assertEquals(expected, ServerZone.name(type, "Asia/Tokyo"));
  }

  @Test
  void inUtcNothingHasToBeSaid() {
    assertEquals("DateTime", ServerZone.name("DateTime", "UTC"));
    assertEquals("DateTime", ServerZone.name("DateTime", "Etc/UTC"));
    assertEquals("DateTime", ServerZone.name("DateTime", ""));
  }
}
