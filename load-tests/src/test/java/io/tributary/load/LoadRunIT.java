package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.report.LoadReport;
import io.tributary.load.report.ReportFiles;
import io.tributary.load.run.LoadRun;
import io.tributary.load.run.Progress;
import io.tributary.load.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario file becomes a report: servers, services, rows, a fault, the proof, the baseline. */
@Order(1)
class LoadRunIT {
  @Test
  void killedGathererLosesNothingAndEveryProcessIsMeasured(@TempDir Path work) throws IOException {
    Path file =
        Files.writeString(
            work.resolve("short.yaml"),
            """
            name: short
            rows: 50_000
            rate: 15000
            warmUp: 5_000
            partitions: 3
            gatherer: {settings: {FLUSH_INTERVAL: 100ms}, jvm: [-Xmx256m]}
            faults:
              - {atRows: 2_000, target: gatherer, do: kill, for: 100ms}
            baseline: [client-v2, http]
            timeout: 90s
            """);
    LoadReport report = new LoadRun(ScenarioReader.read(file), work, new Silent()).run();
    assertEquals(List.of(), report.problems());

    ReportFiles files = ReportFiles.write(work.resolve("results"), report);
    assertTrue(Files.readString(files.markdown()).contains("| kill gatherer 0 |"));
    JsonNode json = new ObjectMapper().readTree(files.json().toFile());
    assertTrue(json.path("holds").booleanValue());
    JsonNode run = json.path("runs").path(0);
    assertEquals(0, run.path("proof").path("missing").intValue());
    assertEquals(55_000, run.path("proof").path("distinct").intValue());
    assertTrue(run.path("inserts").intValue() > 0, run.toString());
    assertTrue(run.path("parts").intValue() > 0, run.toString());
    assertEquals(50_000, run.path("latencies").path(0).path("count").intValue());
    assertTrue(run.path("series").path("seconds").size() > 2, run.path("series").toString());
    List<String> names = run.path("processes").findValuesAsText("name");
    assertEquals(List.of("gatherer 0", "kafka", "clickhouse", "harness", "connector 0"), names);
    for (JsonNode process : run.path("processes")) {
      assertTrue(process.path("cpuSeconds").doubleValue() > 0, process.toString());
      assertTrue(process.path("peakResidentBytes").longValue() > 10_000_000, process.toString());
    }
    assertEquals(2, run.path("processes").path(0).path("starts").intValue());
    JsonNode baseline = json.path("runs").path(1);
    assertEquals("client-v2", baseline.path("variant").textValue());
    assertTrue(baseline.path("inserts").intValue() > 0, baseline.toString());
    JsonNode http = json.path("runs").path(2);
    assertEquals("http", http.path("variant").textValue());
    assertEquals(50_000, http.path("rows").intValue(), http.toString());
    assertTrue(http.path("inserts").intValue() > 0, http.toString());
    assertTrue(http.path("parts").intValue() > 0, http.toString());
    assertEquals(
        List.of("gatherer 0", "clickhouse"), http.path("processes").findValuesAsText("name"));
    for (JsonNode process : http.path("processes")) {
      assertTrue(process.path("cpuSeconds").doubleValue() > 0, process.toString());
    }
  }

  private static final class Silent implements Progress {
    @Override
    public void say(String line) {}

    @Override
    public void show(Supplier<String> state) {}

    @Override
    public void end(String state) {}
  }
}
