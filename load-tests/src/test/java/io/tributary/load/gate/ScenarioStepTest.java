package io.tributary.load.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.report.Better;
import io.tributary.load.report.ReportFixture;
import io.tributary.load.report.RunResult;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.report.SavedReport;
import io.tributary.load.report.Spread;
import io.tributary.load.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A million rows in each run, and one pair. */
class ScenarioStepTest {
  private static final ScenarioStep STEP =
      new ScenarioStep(ScenarioReader.read(Path.of("scenarios/gate/w-json.yaml")));
  private static final RunResult PRODUCT =
      run(
          1,
          "tributary",
          5,
          process("connector 0", 1.5, 300e6),
          process("gatherer 0", 0.5, 1e6),
          process("clickhouse", 2, 0));
  private static final RunResult CLIENT =
      run(2, "client-v2", 4, process("client-v2", 0.5, 0), process("clickhouse", 1.5, 0));
  private static final RunResult ENGINE =
      run(3, "kafka-engine", 10, process("kafka-engine", 10, 0));
  private static final RunResult LOOP = run(4, "poll", 1, process("poll", 0.5, 200e6));

  @Test
  void ratiosAreThoseThatTellAboutTheProduct() {
    StepResult result = STEP.result(report(PRODUCT, CLIENT, ENGINE, LOOP));
    assertEquals(List.of(), result.problems());
    assertEquals(
        List.of(
            ratio("rows/s by client-v2's", Better.HIGHER, 0.8),
            ratio("rows per CPU-second by client-v2's", Better.HIGHER, 0.5),
            ratio("rows per CPU-second by kafka-engine's", Better.HIGHER, 2.5),
            ratio("rows per CPU-second of connectors and gatherers by poll's", Better.HIGHER, 0.25),
            ratio(
                "garbage per row of connectors by poll's",
                Better.LOWER,
                1.5,
                new Rule.Own(new Tolerance(2))),
            ratio(
                "bytes of garbage per row of connectors beyond poll's",
                Better.LOWER,
                100,
                new Rule.AtMost(200))),
        result.ratios());
  }

  @Test
  void baselineThatFailedIsAProblem() {
    SavedReport whole = report(PRODUCT, CLIENT, ENGINE, LOOP);
    SavedReport report =
        new SavedReport(
            whole.subject(),
            whole.machine(),
            whole.started(),
            List.of(PRODUCT, CLIENT, LOOP),
            List.of("Run 3 (kafka-engine) failed: no reason."),
            List.of());
    StepResult result = STEP.result(report);
    assertEquals(5, result.ratios().size());
    assertEquals(
        List.of(
            "w-json: Run 3 (kafka-engine) failed: no reason.",
            "w-json: no pair tells rows per CPU-second by kafka-engine's."),
        result.problems());
  }

  @Test
  void lessGarbageThanABarePollLoopIsAllowed() {
    RunResult loop = run(4, "poll", 1, process("poll", 0.5, 345e6));
    StepResult result = STEP.result(report(PRODUCT, CLIENT, ENGINE, loop));
    assertEquals(List.of(), result.problems());
    assertTrue(
        result
            .ratios()
            .contains(
                ratio(
                    "bytes of garbage per row of connectors beyond poll's",
                    Better.LOWER,
                    -45,
                    new Rule.AtMost(200))),
        result.ratios().toString());
  }

  @Test
  void avroMayLeaveLessBehind() {
    ScenarioStep avro =
        new ScenarioStep(ScenarioReader.read(Path.of("scenarios/gate/w-avro.yaml")));
    Ratio beyond =
        avro.result(report(PRODUCT, CLIENT, ENGINE, LOOP)).ratios().stream()
            .filter(ratio -> ratio.name().contains("beyond"))
            .findFirst()
            .orElseThrow();
    assertEquals(new Rule.AtMost(50), beyond.rule());
  }

  private static Ratio ratio(String name, Better better, double value) {
    return ratio(name, better, value, Rule.OF_THE_GATE);
  }

  private static Ratio ratio(String name, Better better, double value, Rule rule) {
    return new Ratio("w-json", name, better, new Spread(value, value, value), rule);
  }

  private static SavedReport report(RunResult... runs) {
    return ReportFixture.report(Map.of(), runs);
  }

  private static RunResult run(
      int number, String name, double seconds, ProcessFigures... processes) {
    return RunResult.unproven(
        new RunResult.Extent(number, name, seconds, 1_000_000),
        new Inserts(1, OptionalLong.of(1)),
        List.of(processes),
        TimeSeries.NONE);
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
}
