package io.tributary.load.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.compare.ReportComparison.Side;
import io.tributary.load.html.PageCheck;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.report.Comparison;
import io.tributary.load.report.Comparison.Finding;
import io.tributary.load.report.Comparison.Verdict;
import io.tributary.load.report.Machine;
import io.tributary.load.report.ReportException;
import io.tributary.load.report.ReportFixture;
import io.tributary.load.report.RunResult;
import io.tributary.load.report.SavedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportComparisonTest {
  private static final Map<String, String> CONDITIONS = Map.of("data set", "W, seed 42");

  @Test
  void fasterRunsAreBetterAndEqualOnesNoise() throws ReportException {
    ReportComparison comparison =
        ReportComparison.of(
            side("a.json", runs("tributary", 100, 101, 102)),
            side("b.json", runs("tributary", 200, 201, 202)));
    Comparison speed = figure(comparison, "rows per second");
    assertEquals(Finding.DIFFERENCE, speed.finding());
    assertEquals(Verdict.BETTER, speed.verdict());
    assertEquals(201.0 / 101, speed.ratio(), 1e-9);
    Comparison cpu = figure(comparison, "gatherer, CPU-s per million rows");
    assertEquals(Finding.NOISE, cpu.finding());
    assertEquals(List.of(), comparison.warnings());
    String text = comparison.tables().getFirst().plain();
    assertTrue(text.startsWith("A against B\n\nfigure "), text);
    assertTrue(
        Pattern.compile(
                "rows per second +101 \\(100–102\\) +201 \\(200–202\\) +\\+99\\.0 %  differs,"
                    + " better\n")
            .matcher(text)
            .find(),
        text);
  }

  @Test
  void slowerRunsAreWorse() throws ReportException {
    ReportComparison comparison =
        ReportComparison.of(
            side("a.json", runs("tributary", 200, 201)),
            side("b.json", runs("tributary", 100, 101)));
    assertEquals(Verdict.WORSE, figure(comparison, "rows per second").verdict());
    assertTrue(comparison.summary().startsWith("B is better in 0 figures and worse in 1;"));
  }

  @Test
  void figuresOfOneReportAloneAreNotTold() throws ReportException {
    RunResult run = ReportFixture.run(1, "tributary", 100);
    RunResult bare =
        RunResult.unproven(
            new RunResult.Extent(1, "tributary", 2, 100),
            run.inserts(),
            List.of(),
            TimeSeries.NONE);
    ReportComparison comparison =
        ReportComparison.of(side("a.json", List.of(run)), side("b.json", List.of(bare)));
    Comparison latency = figure(comparison, "produce → visible, p99 in ms");
    assertEquals(Finding.UNKNOWN, latency.finding());
    assertTrue(comparison.tables().getFirst().plain().contains("n/a"));
    assertTrue(comparison.summary().startsWith("With single runs"), comparison.summary());
  }

  @Test
  void otherMachineJdkDataAndScenarioAreSaid() throws ReportException {
    SavedReport other =
        new SavedReport(
            new SavedReport.Subject(
                "other-name",
                "",
                "",
                List.of("tributary"),
                List.of(),
                Map.of("data set", "N, seed 42")),
            new Machine("Other CPU", 8, 8L << 30, "Linux 6", "JDK 26", "def"),
            ReportFixture.report(Map.of()).started(),
            runs("tributary", 100),
            List.of("Run 1 (tributary): 2 of 100 rows are missing."),
            List.of());
    assertEquals(
        List.of(
            "The scenario differs: A 'some-name', B 'other-name'.",
            "The CPU differs: A 'Some CPU', B 'Other CPU'.",
            "The number of cores differs: A '2', B '8'.",
            "The JDK differs: A 'JDK 25', B 'JDK 26'.",
            "The data set differs: A 'W, seed 42', B 'N, seed 42'.",
            "Report B does not hold: Run 1 (tributary): 2 of 100 rows are missing."),
        ReportComparison.of(side("a.json", runs("tributary", 100)), new Side("b.json", other))
            .warnings());
  }

  @Test
  void baselinesAreComparedWithTheSameBaseline() throws ReportException {
    List<RunResult> first =
        List.of(ReportFixture.run(1, "tributary", 100), ReportFixture.run(2, "client-v2", 300));
    ReportComparison comparison =
        ReportComparison.of(side("a.json", first), side("b.json", runs("client-v2", 310)));
    assertEquals(1, comparison.sides().size());
    assertEquals("A client-v2", comparison.sides().getFirst().first());
    assertEquals("B", comparison.sides().getFirst().second());
  }

  @Test
  void reportsWithoutACommonVariantAreRefused() {
    ReportException refused =
        assertThrows(
            ReportException.class,
            () ->
                ReportComparison.of(
                    side("a.json", runs("tributary", 100)), side("b.json", runs("B", 100))));
    assertEquals(
        "a.json and b.json have no runs of the same variant: one has tributary, the other B.",
        refused.getMessage());
  }

  @Test
  void filesSayTheSameAndThePageStandsAlone(@TempDir Path folder)
      throws ReportException, IOException {
    ReportComparison comparison =
        ReportComparison.of(
            side("<a>.json", runs("tributary", 100, 102)),
            side("b.json", runs("tributary", 200, 202)));
    ComparisonFiles files = ComparisonFiles.write(folder.resolve("new"), comparison);
    String markdown = Files.readString(files.markdown());
    assertTrue(
        markdown.contains(
            "| rows per second | 101 (100–102) | 201 (200–202) | +99.0 % | differs, better |"),
        markdown);
    String page = Files.readString(files.html());
    PageCheck.wellFormedAndAlone(page);
    assertTrue(page.contains("<tr class=\"better\">"), page);
    assertTrue(page.contains("A: &lt;a&gt;.json, scenario some-name"), page);
  }

  private static Comparison figure(ReportComparison comparison, String name) {
    return comparison.sides().getFirst().figures().stream()
        .filter(figure -> figure.figure().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Side side(String name, List<RunResult> runs) {
    return new Side(name, ReportFixture.report(CONDITIONS, runs.toArray(RunResult[]::new)));
  }

  private static List<RunResult> runs(String variant, double... rowsPerSecond) {
    return DoubleStream.of(rowsPerSecond)
        .mapToObj(speed -> ReportFixture.run(1, variant, speed))
        .toList();
  }
}
