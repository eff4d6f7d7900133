package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HonestReadingTest {

  @Test
  void noBoundOfAProfileIsLeftAndWhatTheServerDoesNotKnowIsNotSet() {
    ServerSettings server =
        new ServerSettings(
            Set.of("max_rows_to_read", "max_bytes_in_set", "force_primary_key", "max_threads"),
            Set.of(),
            "UTC");
    assertEquals(
        Map.of("max_rows_to_read", "0", "max_bytes_in_set", "0", "force_primary_key", "0"),
        HonestReading.settings(server));
  }
}
