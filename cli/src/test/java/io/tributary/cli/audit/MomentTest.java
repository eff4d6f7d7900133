package io.tributary.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-31, 2026-01-31T00:00:00Z",
    "2026-01-31T12:30, 2026-01-31T12:30:00Z",
    "2026-01-31T12:30:15.5, 2026-01-31T12:30:15.500Z",
    "2026-01-31T12:30:00Z, 2026-01-31T12:30:00Z",
    "2026-01-31T12:30:00+02:00, 2026-01-31T10:30:00Z",
    "24h, 2026-02-02T12:00:00Z",
    "15m, 2026-02-03T11:45:00Z",
    "30s, 2026-02-03T11:59:30Z",
    "2d, 2026-02-01T12:00:00Z",
  })
  void timesAreReadAsPeopleTypeThem(String text, String time) {
    assertEquals(Instant.parse(time), Moment.parse(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "24", "1w", "2026-13-01", "2026-01-31T25:00", "-1h"})
  void anythingElseIsRefusedWithExamples(String text) {
    assertEquals(
        "not a time such as 2026-01-31, 2026-01-31T12:00:00Z or 24h (ago)",
        assertThrows(IllegalArgumentException.class, () -> Moment.parse(text, NOW)).getMessage());
  }

  @Test
  void timesAreShownInUtcWithoutFractions() {
    assertEquals(
        "2026-01-31 12:00:00 UTC", Moment.shown(Instant.parse("2026-01-31T12:00:00.987Z")));
  }
}
