package io.tributary.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // JUnit sets it.
class ReportReaderTest {
  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsRead() throws IOException, ReportException {
    RunResult bare =
        new RunResult(
            2,
            "client-v2",
            1.25,
            77,
            new RunResult.Inserts(0, OptionalLong.empty()),
            List.of(),
            List.of(),
            TimeSeries.NONE,
            Optional.empty(),
            List.of(),
            new RunResult.Remarks(0, List.of("not over within 600 s.")));
    SavedReport report =
        ReportFixture.report(
            Map.of("data set", "W, \"seed\" <42>"),
            ReportFixture.run(1, "tributary", 500_000),
            bare);
    assertEquals(report, ReportReader.read(file(JsonReport.render(report))));
  }

  @Test
  void reportOfTheFormatBeforeLacksOnlyWhatItNeverHad() throws IOException, ReportException {
    SavedReport report =
        ReportReader.read(
            file(
                """
                {"scenario": "w-json", "about": "", "started": "2026-11-22T13:16:11Z",
                 "holds": true, "problems": [],
                 "machine": {"cpu": "Some CPU", "cores": 2, "memoryBytes": 8589934592,
                   "system": "Linux 6", "jdk": "JDK 25", "commit": "abc"},
                 "runs": [{"number": 1, "variant": "tributary", "seconds": 2.0, "rows": 1000,
                   "rowsPerSecond": 500.0, "inserts": 4, "parts": null,
                   "connectorsFrozenSeconds": 0.0, "rowsPerInsert": 250.0,
                   "processes": [{"name": "gatherer 0", "cpuSeconds": 1.5,
                     "peakResidentBytes": 128, "endResidentBytes": 64, "starts": 1,
                     "allocatedBytes": 5.0, "gcPauses": null, "gcPauseSeconds": null}],
                   "latency": {"rows": 1000, "p50Millis": 1.0, "p90Millis": 2.0,
                     "p99Millis": 3.0, "p999Millis": 4.0, "maxMillis": 5.0,
                     "usualGapMillis": 25.0, "longestGapMillis": 60.0},
                   "proof": null, "faults": []},
                   {"number": 2, "variant": "client-v2", "seconds": 1.0, "rows": 1000,
                   "inserts": 4, "parts": 4, "processes": [], "latency": null}],
                 "comparisons": []}
                """));
    assertEquals(List.of("tributary"), report.subject().variants());
    assertEquals(Map.of(), report.subject().conditions());
    RunResult run = report.runs().getFirst();
    LatencyFigures latency = run.latencies().getFirst();
    assertEquals(3, latency.quantiles().orElseThrow().p99Millis());
    assertTrue(Double.isNaN(latency.meanMillis()));
    assertTrue(run.series().isEmpty());
    assertEquals(Optional.of(5.0), run.processes().getFirst().jvm().orElseThrow().allocatedBytes());
    assertEquals(OptionalLong.of(4), report.runs().getLast().inserts().parts());
    assertTrue(
        LatencyTable.of(report).markdown().contains("| 1,000 | n/a | 1.00 | 2.00 | 3.00 |"),
        LatencyTable.of(report).markdown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no JSON at all                        | is not JSON: ",
        "[]                                    | is not a JSON report of 'tributary load run'.",
        "{\"a\": 1}                            | is not a JSON report of 'tributary load run'.",
        "{\"kind\": \"load frames\", \"runs\": []} | is a report of 'load frames', and only",
        "{\"scenario\": \"a\", \"format\": 3, \"runs\": []} | has format 3, and this version of"
            + " Tributary reads 1 to 2.",
        "{\"scenario\": \"a\", \"runs\": [1]}  | the report: 'runs' holds what is not an object",
        "{\"scenario\": \"a\", \"runs\": [{\"number\": 1}]} | the report, runs 1: 'variant' is not"
            + " a text",
        "{\"scenario\": \"a\", \"runs\": []}   | the report: 'machine' is not an object",
      })
  void whatIsNoReportIsRefusedInASentence(String text, String message) throws IOException {
    Path file = file(text);
    ReportException refused = assertThrows(ReportException.class, () -> ReportReader.read(file));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.startsWith(file + " "), said);
    assertTrue(said.contains(message), said);
  }

  @Test
  void missingFileIsNamed() {
    ReportException refused =
        assertThrows(
            ReportException.class, () -> ReportReader.read(folder.resolve("nothing.json")));
    assertTrue(String.valueOf(refused.getMessage()).contains("nothing.json cannot be read"));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("report.json"), text);
  }
}
