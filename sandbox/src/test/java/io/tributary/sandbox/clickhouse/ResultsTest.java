package io.tributary.sandbox.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.sandbox.clickhouse.engine.EngineCounters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
  @Test
  void summaryOfASelectHasRowsReadFromTables() {
    assertEquals(
        "{\"read_rows\":\"100\",\"read_bytes\":\"800\",\"written_rows\":\"0\",\"written_bytes\":\"0\","
            + "\"total_rows_to_read\":\"0\",\"result_rows\":\"1\",\"result_bytes\":\"8\","
            + "\"elapsed_ns\":\"5\"}",
        Results.summary(new EngineCounters(1, 8, 100, 800, 0, 0), 5));
  }

  @Test
  void summaryOfAnInsertCountsWhatWasWritten() {
    assertEquals(
        "{\"read_rows\":\"3\",\"read_bytes\":\"30\",\"written_rows\":\"3\",\"written_bytes\":\"30\","
            + "\"total_rows_to_read\":\"0\",\"result_rows\":\"3\",\"result_bytes\":\"30\","
            + "\"elapsed_ns\":\"5\"}",
        Results.summary(new EngineCounters(0, 0, 0, 0, 3, 30), 5));
  }

  @ParameterizedTest
  @CsvSource({"62,400", "60,404", "115,404", "516,403", "252,500", "202,500", "159,408", "48,501"})
  void statusIsTheServers(int code, int status) {
    assertEquals(status, HttpStatuses.of(code));
  }
}
