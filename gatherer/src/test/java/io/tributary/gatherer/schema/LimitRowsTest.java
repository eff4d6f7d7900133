package io.tributary.gatherer.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.table.PartsLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LimitRowsTest {
  private static final String SERVER =
      """
      ["server","parts_to_delay_insert","1000"]
      ["server","parts_to_throw_insert","3000"]
      ["server","max_parts_in_total","100000"]
      """;
  private static final String QUIET_PROFILE =
      """
      ["profile","parts_to_delay_insert","0"]
      ["profile","parts_to_throw_insert","0"]
      """;

  @Test
  void theServersLimitsAreTheDefault() {
    assertEquals(
        Map.of("t", new PartsLimits(1_000, 3_000, 100_000)),
        LimitRows.byTable(
            SERVER
                + QUIET_PROFILE
                + "[\"table\",\"t\",\"MergeTree ORDER BY id SETTINGS index_granularity = 8192\"]"));
  }

  @Test
  void theTablesOwnComeBeforeThem() {
    assertEquals(
        Map.of("t", new PartsLimits(1_000, 50, 7)),
        LimitRows.byTable(
            SERVER
                + QUIET_PROFILE
                + "[\"table\",\"t\",\"MergeTree ORDER BY id SETTINGS parts_to_throw_insert = 50,"
                + " index_granularity = 8192, max_parts_in_total = 7\"]"));
  }

  @Test
  void theProfilesComeBeforeAll() {
    assertEquals(
        Map.of("t", new PartsLimits(300, 50, 100_000)),
        LimitRows.byTable(
            SERVER
                + "[\"profile\",\"parts_to_delay_insert\",\"300\"]\n"
                + "[\"table\",\"t\",\"MergeTree ORDER BY id SETTINGS parts_to_delay_insert = 10,"
                + " parts_to_throw_insert = 50\"]"));
  }

  @Test
  void onlySettingsAreRead() {
    assertEquals(
        Map.of("t", new PartsLimits(1_000, 3_000, 100_000)),
        LimitRows.byTable(
            SERVER
                + "[\"table\",\"t\",\"MergeTree PARTITION BY (parts_to_throw_insert = 1) ORDER BY"
                + " id SETTINGS old_parts_to_throw_insert = 2\"]"));
  }
}
