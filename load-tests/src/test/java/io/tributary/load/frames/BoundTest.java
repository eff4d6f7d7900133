package io.tributary.load.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {

  @ParameterizedTest
  @CsvSource({"0.98, AIM", "0.97, AIM", "0.96, MUST", "0.90, MUST", "0.89, MISSED", "NaN, MISSED"})
  void moreIsBetter(double value, Bound.Finding finding) {
    assertEquals(finding, Bound.atLeast(0.90, 0.97).judge(value));
  }

  @ParameterizedTest
  @CsvSource({"0, AIM", "5, AIM", "5.1, MUST", "10, MUST", "10.1, MISSED", "NaN, MISSED"})
  void lessIsBetter(double value, Bound.Finding finding) {
    assertEquals(finding, Bound.atMost(10, 5).judge(value));
  }
}
