package io.tributary.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.flame.FlameGraphs;
import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.LatencyFigures.CurvePoint;
import io.tributary.load.measure.LatencyFigures.Quantiles;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.measure.TimeSeries.ProcessSeries;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.report.RunResult.Remarks;
import io.tributary.load.scenario.Fault;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Source;
import io.tributary.load.workload.Compression;
import io.tributary.load.workload.DataSet;
import io.tributary.protocol.datafile.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Machine MACHINE =
      new Machine("Some CPU", 2, 8L << 30, "Linux 6", "JDK 25", "abc+");
  private static final LatencyFigures VISIBLE =
      new LatencyFigures(
          LatencyFigures.PRODUCE_VISIBLE,
          1_000_000,
          110,
          Optional.of(new Quantiles(100, 200, 300, 400, 500)),
          List.of(new CurvePoint(1, 5.5), new CurvePoint(100, 300), new CurvePoint(1e6, 500)),
          "Looks were 25 ms apart.");
  private static final TimeSeries SERIES =
      new TimeSeries(
          List.of(0.0, 1.0, 2.0),
          List.of(0L, 400_000L, 1_000_000L),
          List.of(
              new ProcessSeries("gatherer 0", List.of(0L, 700L, 1_500L), List.of(100L, 200L, 0L))));
  private static final Proof WHOLE = new Proof(1_500_000, 1_500_000, 1_500_000, 1_500_000, 0);

  @Test
  void markdownShowsWhatAPersonAsksFor() {
    String text = MarkdownReport.render(report(run(1, "A", WHOLE), run(2, "B", WHOLE)).saved());
    assertContains(text, "# Load run: some-name");
    assertContains(text, "**Holds**: every row that was sent is stored.");
    assertContains(text, "| 1 | A | 2.00 | 500,000 | 4 | 250,000 | 5 | 5.0 | 0 | 0 |");
    assertContains(text, "- B, gatherer settings: `FLUSH_INTERVAL=200ms -Xmx1g`");
    assertContains(
        text,
        "| 2 | B | gatherer 0 | 1.50 | 1.500 | 128 | 64 | 1 | 2 | 2.10 | 3 | n/a | n/a | n/a |");
    assertContains(
        text, "| 2 | B | kafka | 0.50 | 0.500 | 1 | 1 | 1 | n/a | n/a | n/a | n/a | n/a | n/a |");
    assertContains(
        text, "| 1 | A | produce → visible | 1,000,000 | 110 | 100 | 200 | 300 | 400 | 500 |");
    assertContains(text, "produce → visible: Looks were 25 ms apart. (run 1, 2)");
    assertContains(text, "| 1 | A | 3.5 s | 70,000 | kill kafka 0 (after the last row) |");
    assertContains(
        text, "| rows per second | 500,000 | 500,000 | +0.0 % | single runs, no spread known |");
    assertContains(text, "- CPU: Some CPU, 2 cores");
    assertContains(text, "- Commit: abc+");
    assertContains(text, "Again: `./tributary load run some-name.yaml`");
    assertContains(text, "- sources: `data set W (lz4) in 1 topic × 6 partitions, seed 42`");
    assertContains(text, "- arrival: `1,000 rows per second`");
  }

  @Test
  void figuresLookTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    LoadReport report = report(run(1, "A", WHOLE));
    String text = MarkdownReport.render(report.saved());
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(text, MarkdownReport.render(report.saved()));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void jsonSaysNullForWhatWasNotThere() throws JsonProcessingException {
    JsonNode json =
        new ObjectMapper().readTree(JsonReport.render(report(run(1, "A", WHOLE)).saved()));
    assertTrue(json.path("holds").booleanValue());
    JsonNode run = json.path("runs").path(0);
    assertEquals(500_000, run.path("rowsPerSecond").doubleValue());
    assertEquals(0, run.path("proof").path("missing").intValue());
    assertEquals(2, json.path("format").intValue());
    assertEquals(5, run.path("partsPerMillionRows").doubleValue());
    JsonNode latency = run.path("latencies").path(0);
    assertEquals(100, latency.path("quantiles").path("p50Millis").intValue());
    assertEquals(300, latency.path("curveMillis").path(1).intValue());
    assertEquals(400_000, run.path("series").path("rows").path(1).intValue());
    JsonNode gatherer = run.path("processes").path(0);
    assertEquals(1.5, gatherer.path("cpuSecondsPerMillionRows").doubleValue());
    assertTrue(gatherer.path("gcPauseSeconds").isNull());
    assertEquals("kill kafka 0", run.path("faults").path(0).path("text").textValue());
  }

  @Test
  void missingRowsDoNotHold() {
    LoadReport report = report(run(1, "A", new Proof(100, 100, 99, 98, 2)));
    assertEquals(
        List.of(
            "Run 1 (A): 2 of 100 rows are missing.",
            "Run 1 (A): 2 partitions are not committed up to their end."),
        report.problems());
    assertContains(
        MarkdownReport.render(report.saved()), "**Does not hold**:\n- Run 1 (A): 2 of 100");
  }

  @Test
  void duplicatesHoldOnlyWhereTheyAreExpected() {
    Proof twice = new Proof(100, 100, 101, 100, 0);
    assertEquals(List.of(), report(run(1, "A", twice)).problems());
    assertEquals(
        List.of("Run 1 (B): 1 rows are stored more than once, and the scenario expects none."),
        report(run(1, "B", twice)).problems());
  }

  @Test
  void recordsThatNobodySentAreAProblem() {
    assertEquals(
        List.of("Run 1 (A): the topics hold 101 records, not the 100 that were sent."),
        report(run(1, "A", new Proof(100, 101, 101, 101, 0))).problems());
  }

  @Test
  void runThatFailedOrEndedEarlyIsAProblemAndTheOthersAreReported() throws JsonProcessingException {
    RunResult whole = run(1, "A", WHOLE);
    RunResult silent =
        new RunResult(
            2,
            "B",
            2.0,
            1_000_000,
            new Inserts(4, OptionalLong.empty()),
            List.of(),
            List.of(),
            TimeSeries.NONE,
            Optional.empty(),
            List.of(),
            new Remarks(12.5, List.of("not over within 600 s.")));
    LoadReport base = report(whole, silent);
    LoadReport report =
        new LoadReport(
            base.plan(),
            MACHINE,
            Instant.EPOCH,
            base.runs(),
            List.of("Run 3 (B) failed: why"),
            FlameGraphs.NONE);
    assertEquals(
        List.of("Run 3 (B) failed: why", "Run 2 (B): not over within 600 s."), report.problems());
    String text = MarkdownReport.render(report.saved());
    assertContains(text, "| 1 | A | 2.00 | 500,000 | 4 | 250,000 | 5 | 5.0 | 0 | 0 |");
    assertContains(text, "| 2 | B | 2.00 | 500,000 | 4 | 250,000 | n/a | n/a | n/a | n/a |");
    assertContains(text, "- Run 2 (B): connectors were frozen for 12.5 s");
    JsonNode run =
        new ObjectMapper().readTree(JsonReport.render(report.saved())).path("runs").path(1);
    assertTrue(run.path("parts").isNull());
    assertTrue(run.path("proof").isNull());
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), () -> part + " is not in\n" + text);
  }

  private static LoadReport report(RunResult... runs) {
    LoadPlan plan =
        new LoadPlan(
            "some-name",
            "About it.",
            Path.of("some-name.yaml"),
            List.of(
                new Variant("A", scenario(Map.of(), Scenario.Duplicates.ALLOWED)),
                new Variant(
                    "B", scenario(Map.of("FLUSH_INTERVAL", "200ms"), Scenario.Duplicates.NONE))),
            1,
            List.of());
    return new LoadReport(plan, MACHINE, Instant.EPOCH, List.of(runs), List.of(), FlameGraphs.NONE);
  }

  private static Scenario scenario(Map<String, String> settings, Scenario.Duplicates duplicates) {
    return new Scenario(
        new Scenario.Offer(
            List.of(
                new Source(
                    DataSet.W,
                    new Source.Wire(Compression.LZ4, 0),
                    1,
                    6,
                    new Source.Amount(1_000_000, 500_000, 1000))),
            42,
            Scenario.Arrival.LIVE,
            Duration.ZERO),
        new Scenario.Topology(1, 1, Scenario.ConnectorHost.OWN_PROCESSES),
        new Scenario.ServiceOptions(settings, settings.isEmpty() ? List.of() : List.of("-Xmx1g")),
        new Scenario.ServiceOptions(Map.of(), List.of()),
        List.<Fault>of(),
        new Scenario.Expectation(
            Delivery.BEST, duplicates, Duration.ofMinutes(1), Duration.ofMinutes(1)),
        Scenario.Profile.NONE);
  }

  private static RunResult run(int number, String variant, Proof proof) {
    return new RunResult(
        number,
        variant,
        2.0,
        1_000_000,
        new Inserts(4, OptionalLong.of(5)),
        List.of(
            new ProcessFigures(
                "gatherer 0",
                1.5,
                128 << 20,
                64 << 20,
                1,
                Optional.of(
                    new JvmFigures(
                        Optional.of(2.0 * (1 << 20)), Optional.of(3.0), Optional.empty()))),
            new ProcessFigures("kafka", 0.5, 1 << 20, 1 << 20, 1, Optional.empty())),
        List.of(VISIBLE),
        SERIES,
        Optional.of(proof),
        List.of(new FaultRecord("kill kafka 0", 3.5, 70_000)),
        new Remarks(0, List.of()));
  }
}
