package io.tributary.load.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.frames.SaturatedRun.Side;
import io.tributary.load.report.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a reader of {@code frames.md} and {@code frames.json} must find. */
class FramesReportTest {
  private static final Machine MACHINE =
      new Machine("Model 9", 2, 4L << 30, "Linux 6.1", "OpenJDK 25", "0123456789ab+");
  private static final FramesOptions OPTIONS =
      new FramesOptions(
          List.of(FramesPhase.SATURATED),
          new FramesOptions.Rows(6, 8_000, 1_000_000, 42),
          new FramesOptions.Saturation(4_000_000, 8_000_000, 3),
          new FramesOptions.Idle(100, 60),
          new FramesOptions.Tables(List.of(1, 1000), 100_000, 20, 30, 990, 20),
          new FramesOptions.Gatherer(Map.of(), List.of()));

  @Test
  void figuresOfPairsAreMediansAndJudged() {
    String text = report(saturated()).markdown();
    // Ratios of the pairs are 0.8, 0.95 and 0.9, whichever side came first.
    assertHas(text, "| rows/s ÷ client-v2 | 0.9000 | ≥ 0.9000 | ≥ 0.9700 | must reached |");
    assertHas(text, "| gatherer CPU ÷ ClickHouse CPU | 5 % | ≤ 10 | ≤ 5 | aim reached |");
    assertHas(text, "| garbage of the gatherer | 20 B/row | ≤ 5 | ≤ 0 | **missed** |");
    assertHas(text, "| frames | 1,000 | 800 | 500 | 6.00 | 50.0000 | 1000.000 | 10.0000 | 20.00 |");
    assertHas(text, "| client-v2 | 1,000 | 1,000 | 500 | 6.00 | – | 1000.000 | 10.0000 | – |");
    assertHas(text, "| age | 6 |");
  }

  @Test
  void ratiosAreThereForWhoeverComparesRuns() {
    SaturatedRatios ratios = report(saturated()).saturated().orElseThrow();
    assertEquals(0.9, ratios.speed().median(), 1e-9);
    assertEquals(0.8, ratios.speed().min(), 1e-9);
    assertEquals(0.95, ratios.speed().max(), 1e-9);
    assertEquals(0.05, ratios.cpu().median(), 1e-9);
    assertEquals(20, ratios.garbage().median(), 1e-9);
    assertEquals(
        Optional.empty(),
        report(PhaseReport.failed(FramesPhase.SATURATED, new IllegalStateException("no")))
            .saturated());
  }

  @Test
  void whatIsMissedIsSaidInALine() {
    assertEquals(
        List.of("saturated: garbage of the gatherer is 20 B/row, must be ≤ 5"),
        report(saturated()).missed());
  }

  @Test
  void unknownFigureIsNotJudged() {
    PhaseReport unknown =
        new PhaseReport(
            FramesPhase.HELD,
            "About.",
            List.of(
                new Figure(
                    "memory",
                    OptionalDouble.empty(),
                    "MiB",
                    Optional.of(Bound.atMost(2, 1)),
                    "what it is")),
            List.of(),
            List.of());
    assertHas(report(unknown).markdown(), "| memory | n/a | ≤ 2 | ≤ 1 |  | what it is |");
    assertEquals(List.of(), report(unknown).missed());
  }

  @Test
  void jsonHasValuesBoundsAndFindings() throws Exception {
    JsonNode json = new ObjectMapper().readTree(report(saturated()).json());
    JsonNode garbage = json.at("/phases/0/figures/2");
    assertEquals(20, garbage.path("value").asDouble());
    assertEquals(5, garbage.path("must").asDouble());
    assertEquals("missed", garbage.path("finding").asText());
    assertEquals("at_most", garbage.path("sense").asText());
    assertTrue(json.at("/phases/0/figures/4/must").isNull(), "nothing is asked of rows/s");
  }

  @Test
  void phaseThatFailedDoesNotHold() {
    FramesReport report =
        report(PhaseReport.failed(FramesPhase.IDLE, new IllegalStateException("no gatherer")));
    assertEquals(List.of("idle: no gatherer"), report.problems());
    assertHas(report.markdown(), "**Does not hold**: idle: no gatherer");
  }

  private static FramesReport report(PhaseReport phase) {
    return new FramesReport(MACHINE, "./tributary load frames", List.of(phase));
  }

  private static PhaseReport saturated() {
    return new SaturatedReport(
            OPTIONS,
            List.of(
                run(Side.FRAMES, 1.25),
                run(Side.CLIENT_V2, 1),
                run(Side.CLIENT_V2, 0.95),
                run(Side.FRAMES, 1),
                run(Side.FRAMES, 1),
                run(Side.CLIENT_V2, 0.9)))
        .report(List.of());
  }

  /** A thousand rows in so many seconds. */
  private static SaturatedRun run(Side side, double seconds) {
    ThreadCpu threads = new ThreadCpu(Map.of("vert.x-eventloo", 40L));
    CpuReading cpu = new CpuReading(50, 1_000, 10, threads);
    GathererReading gatherer =
        new GathererReading(
            cpu,
            2,
            20_000,
            Map.of("vert.x-eventloop-thread", 20_000L),
            Map.of("age", 2L),
            1,
            100L << 20,
            200L << 20);
    return new SaturatedRun(side, 1_000, seconds, cpu, 6, gatherer);
  }

  private static void assertHas(String text, String part) {
    assertTrue(text.contains(part), part + " is not in\n" + text);
  }
}
