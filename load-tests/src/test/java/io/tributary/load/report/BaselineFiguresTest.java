package io.tributary.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.flame.FlameGraphs;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.SmallScenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Two pairs: product, engine, poll loop; then poll loop, engine, product. */
class BaselineFiguresTest {
  private static final RunResult FIRST =
      run(
          1,
          "tributary",
          5,
          process("gatherer 0", 1, 1e6),
          process("connector 0", 2, 300e6),
          process("clickhouse", 3),
          process("kafka", 50),
          process("harness", 50));
  private static final RunResult FIRST_ENGINE =
      run(2, "kafka-engine", 10, process("kafka-engine", 24), process("kafka", 50));
  private static final RunResult FIRST_LOOP = run(3, "poll", 1, process("poll", 0.5, 100e6));
  private static final RunResult SECOND_LOOP = run(4, "poll", 1, process("poll", 0.5, 120e6));
  private static final RunResult SECOND_ENGINE =
      run(5, "kafka-engine", 20, process("kafka-engine", 16), process("kafka", 50));
  private static final RunResult SECOND =
      run(
          6,
          "tributary",
          5,
          process("gatherer 0", 1, 3e6),
          process("connector 0", 1, 160e6),
          process("clickhouse", 2));

  @Test
  void ratiosAreTakenPairByPair() {
    List<BaselineFigures> all =
        BaselineFigures.of(
            report(FIRST, FIRST_ENGINE, FIRST_LOOP, SECOND_LOOP, SECOND_ENGINE, SECOND));
    assertEquals(
        List.of("tributary", "kafka-engine", "poll"),
        all.stream().map(BaselineFigures::name).toList());
    BaselineFigures product = all.get(0);
    assertEquals(Optional.of(new Spread(200_000, 200_000, 200_000)), product.rowsPerSecond());
    assertEquals(Optional.of(new Spread(2.5, 2, 3)), product.ownCpu());
    assertEquals(Optional.of(new Spread(2.5, 2, 3)), product.clickHouseCpu());
    assertEquals(Optional.empty(), product.speedRatio());
    BaselineFigures engine = all.get(1);
    assertEquals(Optional.of(new Spread(20, 16, 24)), engine.ownCpu());
    assertEquals(Optional.empty(), engine.clickHouseCpu());
    // 24 by 6 CPU-seconds, and 16 by 4: the medians of each alone would tell another ratio.
    assertEquals(Optional.of(new Spread(4, 4, 4)), engine.costRatio());
    assertEquals(Optional.of(new Spread(3, 2, 4)), engine.speedRatio());
    assertEquals(Optional.of(new Spread(7, 7, 7)), engine.partsPerMillion());
  }

  @Test
  void servicesAreComparedWithThePollLoopWithoutClickHouse() {
    SavedReport report =
        report(FIRST, FIRST_ENGINE, FIRST_LOOP, SECOND_LOOP, SECOND_ENGINE, SECOND);
    BaselineFigures loop = BaselineFigures.of(report).get(2);
    // 0.5 CPU-seconds by 3 of connector and gatherer, and by 2.
    assertEquals(
        Optional.of(new Spread((0.5 / 3 + 0.5 / 2) / 2, 0.5 / 3, 0.5 / 2)), loop.ownCostRatio());
    // 300 bytes by 100, and 160 by 120.
    assertEquals(
        Optional.of(new Spread((3 + 160.0 / 120) / 2, 160.0 / 120, 3)), loop.garbageRatio());
    assertTrue(
        MarkdownReport.render(report)
            .contains(
                "Rows per CPU-second of connectors and gatherers by those of the bare poll loop:"
                    + " 0.208 (0.167–0.250)."));
  }

  @Test
  void gathererOfRowsOverHttpIsComparedWithAllServices() {
    RunResult firstHttp = run(2, "http", 4, process("gatherer 0", 1.5), process("clickhouse", 9));
    RunResult secondHttp = run(3, "http", 4, process("gatherer 0", 1), process("clickhouse", 9));
    RunResult second = run(4, "tributary", 5, process("gatherer 0", 1), process("connector 0", 4));
    SavedReport report = report(List.of(Baseline.HTTP), FIRST, firstHttp, secondHttp, second);
    // 3 CPU-seconds of connector and gatherer by 1.5, and 5 by 1.
    assertEquals(Optional.of(new Spread(3.5, 2, 5)), BaselineFigures.httpByTopics(report));
    assertEquals(
        Optional.of(new Spread(0.35, 0.2, 0.5)), BaselineFigures.of(report).get(1).ownCostRatio());
    String text = MarkdownReport.render(report);
    assertTrue(
        text.contains(
            "(gatherer ÷ connectors and gatherers, without ClickHouse): 3.50 (2.00–5.00)."),
        text);
    assertTrue(
        text.contains(
            "| services without ClickHouse (connector + gatherer, http's gatherer), rows per"
                + " CPU-second | 266,667 "),
        text);
  }

  @Test
  void garbageOfThePollLoopIsTakenOffPairByPair() {
    SavedReport report =
        report(FIRST, FIRST_ENGINE, FIRST_LOOP, SECOND_LOOP, SECOND_ENGINE, SECOND);
    assertEquals(
        Optional.of(new Spread(120, 40, 200)), BaselineFigures.garbageBeyondPolling(report));
    assertEquals(Optional.of(new Spread(2, 1, 3)), BaselineFigures.garbageOfGatherers(report));
    assertTrue(
        MarkdownReport.render(report)
            .contains(
                "beyond the bare poll loop: 120 (40.00–200) bytes in connectors, 2.00 (1.00–3.00)"
                    + " bytes in gatherers."));
  }

  @Test
  void pairThatLacksOneHasNoRatio() {
    List<BaselineFigures> all = BaselineFigures.of(report(FIRST, FIRST_ENGINE, SECOND_ENGINE));
    assertEquals(Optional.of(new Spread(2, 2, 2)), all.get(1).speedRatio());
    assertEquals(Optional.empty(), all.get(2).rowsPerSecond());
    assertEquals(
        Optional.empty(), BaselineFigures.garbageBeyondPolling(report(FIRST, SECOND_LOOP)));
  }

  @Test
  void tableAndJsonHaveThem() throws JsonProcessingException {
    SavedReport report = report(FIRST, FIRST_ENGINE.withNotes(List.of("Only some.")));
    String text = MarkdownReport.render(report);
    assertTrue(
        text.contains(
            "| kafka-engine | 100,000 | 24.00 | n/a | 41,667 | 7.00 | n/a | 2.00 | 4.00 |"),
        text);
    assertTrue(text.contains("- Run 2 (kafka-engine): Only some."), text);
    JsonNode engine =
        new ObjectMapper().readTree(JsonReport.render(report)).path("baselines").path(1);
    assertEquals(4, engine.path("costRatio").path("median").doubleValue());
    assertTrue(engine.path("clickHouseCpuSecondsPerMillionRows").isNull());
  }

  private static RunResult run(
      int number, String name, double seconds, ProcessFigures... processes) {
    return RunResult.unproven(
        new RunResult.Extent(number, name, seconds, 1_000_000),
        new Inserts(7, name.equals("poll") ? OptionalLong.empty() : OptionalLong.of(7)),
        List.of(processes),
        TimeSeries.NONE);
  }

  private static ProcessFigures process(String name, double cpuSeconds) {
    return new ProcessFigures(name, cpuSeconds, 1, 1, 1, Optional.empty());
  }

  private static ProcessFigures process(String name, double cpuSeconds, double allocated) {
    return new ProcessFigures(
        name,
        cpuSeconds,
        1,
        1,
        1,
        Optional.of(new JvmFigures(Optional.of(allocated), Optional.empty(), Optional.empty())));
  }

  private static SavedReport report(RunResult... runs) {
    return report(List.of(Baseline.KAFKA_ENGINE, Baseline.POLL), runs);
  }

  private static SavedReport report(List<Baseline> baselines, RunResult... runs) {
    Scenario scenario = SmallScenario.of(1_000_000);
    LoadPlan plan =
        new LoadPlan(
            "a", "", Path.of("a.yaml"), List.of(new Variant("tributary", scenario)), 2, baselines);
    Machine machine = new Machine("CPU", 2, 8L << 30, "Linux", "JDK", "abc");
    return new LoadReport(plan, machine, Instant.EPOCH, List.of(runs), List.of(), FlameGraphs.NONE)
        .saved();
  }
}
