package io.tributary.load.frames.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
