package io.tributary.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.report.Comparison.Finding;
import io.tributary.load.report.Comparison.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void medianIsTheMiddleOrBetweenTheTwoMiddleOnes() {
    assertEquals(new Spread(2, 1, 9), Spread.of(List.of(9.0, 1.0, 2.0)));
    assertEquals(new Spread(3, 1, 9), Spread.of(List.of(9.0, 1.0, 2.0, 4.0)));
    assertEquals(new Spread(5, 5, 5), Spread.of(List.of(5.0)));
  }

  @Test
  void differenceWithinTheSpreadIsNoise() {
    Comparison noise = of(List.of(10.0, 12.0, 14.0), List.of(13.0, 15.0, 16.0));
    assertEquals(Finding.NOISE, noise.finding());
    assertEquals(25, noise.percent(), 1e-9);
  }

  @Test
  void differenceBeyondTheSpreadIsOne() {
    assertEquals(
        Finding.DIFFERENCE, of(List.of(10.0, 11.0, 12.0), List.of(14.0, 15.0, 16.0)).finding());
  }

  @Test
  void wildRunsOfOneVariantMakeNoiseOfAnyDifference() {
    assertEquals(Finding.NOISE, of(List.of(10.0, 10.0, 10.0), List.of(5.0, 15.0, 40.0)).finding());
  }

  @Test
  void singleRunsCannotTell() {
    assertEquals(Finding.SINGLE_RUNS, of(List.of(1.0), List.of(99.0)).finding());
  }

  @Test
  void nothingHasNoPercentage() {
    assertTrue(Double.isNaN(of(List.of(0.0), List.of(1.0)).percent()));
  }

  @Test
  void higherIsBetterOnlyWhereMoreIsWanted() {
    List<Double> low = List.of(10.0, 11.0);
    List<Double> high = List.of(20.0, 21.0);
    assertEquals(Verdict.BETTER, Comparison.of("f", Better.HIGHER, low, high).verdict());
    assertEquals(Verdict.WORSE, Comparison.of("f", Better.HIGHER, high, low).verdict());
    assertEquals(Verdict.WORSE, Comparison.of("f", Better.LOWER, low, high).verdict());
    assertEquals(Verdict.BETTER, Comparison.of("f", Better.LOWER, high, low).verdict());
    assertEquals(Verdict.NONE, Comparison.of("f", Better.LOWER, low, low).verdict());
    assertEquals(
        Verdict.NONE, Comparison.of("f", Better.LOWER, List.of(1.0), List.of(9.0)).verdict());
  }

  @Test
  void figureThatOneSideDoesNotTellIsUnknown() {
    Comparison unknown = of(List.of(), List.of(1.0, 2.0));
    assertEquals(Finding.UNKNOWN, unknown.finding());
    assertTrue(Double.isNaN(unknown.ratio()));
    assertEquals(Verdict.NONE, unknown.verdict());
  }

  private static Comparison of(List<Double> first, List<Double> second) {
    return Comparison.of("figure", Better.HIGHER, first, second);
  }
}
