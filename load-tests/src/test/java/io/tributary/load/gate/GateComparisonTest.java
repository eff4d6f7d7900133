package io.tributary.load.gate;

import static io.tributary.load.gate.GateFixture.TOLERANCE;
import static io.tributary.load.gate.GateFixture.bytes;
import static io.tributary.load.gate.GateFixture.cpu;
import static io.tributary.load.gate.GateFixture.figures;
import static io.tributary.load.gate.GateFixture.garbage;
import static io.tributary.load.gate.GateFixture.speed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.gate.GateReport.Outcome;
import io.tributary.load.report.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateComparisonTest {
  private static final List<String> BOTH = List.of("w-json", "frames");

  @ParameterizedTest
  @CsvSource({
    "0.600, holds,  +0.0 %",
    "0.510, holds,  -15.0 %",
    "0.5094, worse, -15.1 %",
    "0.690, holds,  +15.0 %",
    "0.6906, better, +15.1 %"
  })
  void higherIsBetter(double now, String verdict, String difference) {
    GateComparison comparison = compare(figures(speed(0.6)), figures(speed(now)));
    JudgedRatio ratio = comparison.ratios().getFirst();
    assertEquals(verdict, ratio.finding());
    assertEquals(difference, ratio.difference());
    assertEquals(verdict.equals("worse") ? 1 : 0, comparison.failures().size());
    assertEquals(List.of(), comparison.gaps());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0800, holds,  +0.0 %",
    "0.0920, holds,  +15.0 %",
    "0.09208, worse, +15.1 %",
    "0.0680, holds,  -15.0 %",
    "0.0400, better, -50.0 %"
  })
  void lowerIsBetter(double now, String verdict, String difference) {
    GateComparison comparison = compare(figures(cpu(0.08)), figures(cpu(now)));
    JudgedRatio ratio = comparison.ratios().getFirst();
    assertEquals(verdict, ratio.finding());
    assertEquals(difference, ratio.difference());
    assertEquals(verdict.equals("worse") ? 1 : 0, comparison.failures().size());
  }

  @Test
  void failureNamesRatioValuesAndDifference() {
    assertEquals(
        List.of(
            "w-json: rows/s by client-v2's is 0.480 and was 0.600 in the reference: -20.0 %, and"
                + " higher is better, with a tolerance of 15 %."),
        compare(figures(speed(0.6)), figures(speed(0.48))).failures());
  }

  @Test
  void otherToleranceIsUsed() {
    GateComparison comparison =
        GateComparison.of(figures(speed(0.6)), figures(speed(0.48)), BOTH, new Tolerance(20.5));
    assertEquals(List.of(), comparison.failures());
    assertEquals("None of 1 ratios is worse than allowed.", comparison.summary());
    assertEquals("20.5 %", comparison.ratios().getFirst().allowed());
  }

  @Test
  void noiseIsSaidAndFailsAllTheSame() {
    GateComparison worse = compare(figures(speed(0.6)), figures(speed(0.48, 0.4, 0.6)));
    assertEquals("worse, noisy", worse.ratios().getFirst().finding());
    assertTrue(
        worse
            .failures()
            .getFirst()
            .endsWith("Its pairs lie 42 % apart: run it again before you believe it."),
        worse.failures().getFirst());
    GateComparison holds = compare(figures(speed(0.6)), figures(speed(0.6, 0.4, 0.7)));
    assertEquals("holds, noisy", holds.ratios().getFirst().finding());
    assertEquals(List.of(), holds.failures());
  }

  @ParameterizedTest
  @CsvSource({"1.03, worse", "1.022, worse", "1.018, holds", "0.97, better"})
  void garbageHasATighterToleranceOfItsOwn(double now, String verdict) {
    GateComparison comparison = compare(figures(garbage(1)), figures(garbage(now)));
    assertEquals(verdict, comparison.ratios().getFirst().finding());
    assertEquals("2 %", comparison.ratios().getFirst().allowed());
    assertEquals(verdict.equals("worse"), !comparison.failures().isEmpty());
    // What the gate is told to allow does not loosen it.
    assertEquals(
        verdict.equals("worse"),
        !GateComparison.of(figures(garbage(1)), figures(garbage(now)), BOTH, new Tolerance(50))
            .failures()
            .isEmpty());
  }

  @Test
  void bytesAreJudgedByTheirBoundWhateverTheReferenceSays() {
    GateComparison above = compare(figures(bytes(90)), figures(bytes(5.6)));
    assertEquals("too high", above.ratios().getFirst().finding());
    assertEquals("≤ 5", above.ratios().getFirst().allowed());
    assertEquals(
        List.of("frames: bytes of garbage per row of the gatherer is 5.60, and must be ≤ 5."),
        above.failures());
    assertEquals("Ratios that fail: 1 of 1.", above.summary());
    GateComparison within = compare(figures(bytes(0.1)), figures(bytes(5)));
    assertEquals("holds", within.ratios().getFirst().finding());
    assertEquals(List.of(), within.failures());
  }

  @Test
  void boundNeedsNoReference() {
    GateComparison comparison = compare(figures(speed(0.6)), figures(speed(0.6), bytes(6)));
    assertEquals(List.of(), comparison.gaps());
    assertEquals(1, comparison.failures().size());
    assertEquals("Ratios that fail: 1 of 2.", comparison.summary());
    assertEquals(
        List.of(
            "frames: bytes of garbage per row of the gatherer is in the reference and was not"
                + " measured."),
        compare(figures(speed(0.6), bytes(6)), figures(speed(0.6))).failures());
  }

  @Test
  void boundBetweenThePairsIsNoise() {
    GateComparison comparison = compare(figures(bytes(4)), figures(bytes(6, -40, 7)));
    assertEquals("too high, noisy", comparison.ratios().getFirst().finding());
    assertTrue(
        comparison
            .failures()
            .getFirst()
            .endsWith("Not all of its pairs are above: run it again before you believe it."),
        comparison.failures().getFirst());
    assertEquals(
        "holds",
        compare(figures(bytes(4)), figures(bytes(3, -40, 5))).ratios().getFirst().finding());
  }

  @Test
  void ratioThatIsMeasuredNoMoreFails() {
    GateComparison comparison = compare(figures(speed(0.6), cpu(0.08)), figures(speed(0.6)));
    assertEquals(
        List.of(
            "frames: CPU of the gatherer by ClickHouse's is in the reference and was not"
                + " measured."),
        comparison.failures());
    assertEquals("Ratios that fail: 1 of 2.", comparison.summary());
  }

  @Test
  void scenarioThatWasNotAskedForIsNotMissed() {
    GateComparison comparison =
        GateComparison.of(
            figures(speed(0.6), cpu(0.08)), figures(speed(0.6)), List.of("w-json"), TOLERANCE);
    assertEquals(List.of(), comparison.failures());
    assertEquals(1, comparison.ratios().size());
  }

  @Test
  void ratioThatTheReferenceLacksIsAGap() {
    GateComparison comparison = compare(figures(speed(0.6)), figures(speed(0.6), cpu(0.08)));
    assertEquals(List.of(), comparison.failures());
    assertEquals(
        List.of(
            "frames: CPU of the gatherer by ClickHouse's is not in the reference: record it anew"
                + " with --record."),
        comparison.gaps());
  }

  @Test
  void otherMachineIsSaidInALine() {
    Machine other = new Machine("Some CPU", 8, 8L << 30, "Linux 6", "JDK 25", "def");
    assertEquals(
        List.of(
            "The reference is of another machine (Some CPU, 8 cores, JDK 25; now Some CPU, 2 cores,"
                + " JDK 25), so ratios may differ for that reason, too."),
        compare(figures(other, speed(0.6)), figures(speed(0.6))).notes());
    Machine otherCommit = new Machine("Some CPU", 2, 4L << 30, "Linux 7", "JDK 25", "def");
    assertEquals(List.of(), compare(figures(otherCommit, speed(0.6)), figures(speed(0.6))).notes());
  }

  @Test
  void gainIsWorthRecording() {
    assertEquals(
        List.of(
            "Better by more than the tolerance: 1. Record the reference anew, so that it is not"
                + " lost again."),
        compare(figures(speed(0.6)), figures(speed(0.8))).notes());
  }

  @Test
  void reportHasATableAndSaysWhatFails() {
    GateComparison comparison =
        compare(figures(speed(0.6), cpu(0.08)), figures(speed(0.48, 0.4, 0.6)));
    String text = report(comparison, "w-json: rows are missing.").markdown();
    assertTrue(text.contains("**Fails**"), text);
    assertTrue(text.contains("- w-json: rows are missing."), text);
    assertTrue(
        text.contains(
            "| w-json | rows/s by client-v2's | higher | 15 % | 0.600 (0.600–0.600) | 0.480"
                + " (0.400–0.600) | -20.0 % | worse, noisy |"),
        text);
    assertTrue(
        text.contains(
            "| frames | CPU of the gatherer by ClickHouse's | lower | 15 % | 0.0800 (0.0800–0.0800)"
                + " | n/a | n/a | not measured |"),
        text);
  }

  @Test
  void outcomeIsFailureBeforeAGap() {
    GateComparison holds = compare(figures(speed(0.6)), figures(speed(0.55)));
    assertEquals(Outcome.HOLDS, report(holds).outcome());
    assertEquals(Outcome.FAILS, report(holds, "w-json: rows are missing.").outcome());
    GateComparison gap = compare(figures(speed(0.6)), figures(speed(0.55), cpu(0.08)));
    assertEquals(Outcome.UNKNOWN, report(gap).outcome());
    GateComparison both = compare(figures(speed(0.6)), figures(speed(0.4), cpu(0.08)));
    assertEquals(Outcome.FAILS, report(both).outcome());
    GateComparison missing = compare(figures(speed(0.6), cpu(0.08)), figures(speed(0.6)));
    assertEquals(Outcome.FAILS, report(missing).outcome());
  }

  private static GateReport report(GateComparison comparison, String... problems) {
    return new GateReport("./tributary load gate", comparison, List.of(problems));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100, Double.NaN})
  void toleranceIsAPercentage(double percent) {
    assertThrows(IllegalArgumentException.class, () -> new Tolerance(percent));
  }

  private static GateComparison compare(GateFigures reference, GateFigures now) {
    return GateComparison.of(reference, now, BOTH, TOLERANCE);
  }
}
