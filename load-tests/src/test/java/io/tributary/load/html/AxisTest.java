package io.tributary.load.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.html.Axis.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @Test
  void ticksAreRoundNumbersUpToTheFirstAboveTheLargest() {
    Axis axis = Axis.fromZero("rows per second", 378_659);
    assertEquals(List.of("0", "100 k", "200 k", "300 k", "400 k"), texts(axis));
    assertEquals(400_000, axis.max());
    assertEquals(0.5, axis.place(200_000));
  }

  @Test
  void nothingToShowIsAnAxisAllTheSame() {
    assertEquals(1, Axis.fromZero("x", 0).max(), 1e-9);
  }

  @Test
  void timeEndsWithTheWindow() {
    Axis axis = Axis.upTo("seconds", 5.3);
    assertEquals(5.3, axis.max());
    assertEquals(List.of("0", "2", "4"), texts(axis));
  }

  @Test
  void eachNineIsAsWideAsTheOneBefore() {
    Axis axis = Axis.percentiles("percentile", 10_000);
    assertEquals(List.of("0", "50", "90", "99", "99.9", "99.99"), texts(axis));
    assertEquals(0.25, axis.place(10), 1e-9);
    assertEquals(0.5, axis.place(100), 1e-9);
    assertEquals(1, axis.place(10_000), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.25, 0.25",
    "1.5, 1.5",
    "12.34, 12.3",
    "400, 400",
    "10000, 10 k",
    "999400, 999 k",
    "999600, 1 M",
    "1250000, 1.25 M",
    "2000000000, 2 G"
  })
  void numbersAreBrief(double value, String text) {
    assertEquals(text, BriefNumber.of(value));
  }

  @ParameterizedTest
  @CsvSource({"0.0007", "0.3", "1", "3", "7.7", "99", "1000", "123456789"})
  void ticksAreFewAndHoldTheLargest(double largest) {
    Axis axis = Axis.fromZero("x", largest);
    assertTrue(axis.max() >= largest, axis.toString());
    assertTrue(axis.ticks().size() >= 3 && axis.ticks().size() <= 7, axis.toString());
  }

  private static List<String> texts(Axis axis) {
    return axis.ticks().stream().map(Tick::text).toList();
  }
}
