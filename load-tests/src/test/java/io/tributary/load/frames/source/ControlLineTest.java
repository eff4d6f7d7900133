package io.tributary.load.frames.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlLineTest {

  @Test
  void valuesArriveAsTheyWereSent() {
    String sent = ControlLine.of("pace").with("batchRows", 10).with("perSecond", 0.5).text();
    ControlLine heard = ControlLine.parse(sent + "\r");
    assertEquals("pace", heard.word());
    assertEquals(10, heard.count("batchRows"));
    assertEquals("0.5", heard.string("perSecond"));
    assertFalse(heard.isFailure());
  }

  @Test
  void whatFailedIsToldInOneLineOfAnyWords() {
    String sent =
        ControlLine.failed(new IllegalStateException("rows were refused: a=b\nat line 2")).text();
    ControlLine heard = ControlLine.parse(sent);
    assertTrue(heard.isFailure());
    assertEquals(1, sent.lines().count());
    assertTrue(heard.text().endsWith("rows were refused: a=b"), heard.text());
  }

  @Test
  void histogramArrivesWithAllItsValues() {
    Histogram sent = new Histogram(3_600_000_000L, 3);
    for (int i = 0; i < 300; i++) {
      sent.recordValue(200_000 + 731L * i);
    }
    sent.recordValue(3_500_000_000L);
    String text = ControlLine.of(ControlLine.OK).with(ControlLine.MICROS, sent).text();
    Histogram heard = ControlLine.parse(text).histogram(ControlLine.MICROS);
    assertEquals(sent, heard);
    assertEquals(1, text.lines().count());
    Histogram sum = new Histogram(3);
    sum.add(heard);
    sum.add(heard);
    assertEquals(602, sum.getTotalCount());
    assertEquals(sent.getMaxValue(), sum.getMaxValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "AAAAAAAAAAAAAAAAAAAAAAAA", "no base64"})
  void whatIsNoHistogramIsRefused(String word) {
    ControlLine line = ControlLine.of(ControlLine.OK).with(ControlLine.MICROS, word);
    assertThrows(IllegalArgumentException.class, () -> line.histogram(ControlLine.MICROS));
  }

  @Test
  void missingValueIsNamed() {
    var missing =
        assertThrows(
            IllegalArgumentException.class, () -> ControlLine.parse("await").number("rows"));
    assertEquals("await has no rows", missing.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "flow batchRows", "flow =3", "flow  batchRows=3"})
  void whatIsNoCommandIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> ControlLine.parse(line));
  }
}
