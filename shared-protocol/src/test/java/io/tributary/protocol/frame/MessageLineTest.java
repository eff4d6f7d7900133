package io.tributary.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MessageLineTest {

  @Test
  void fitTextStaysItself() {
    String longest = "x".repeat(MessageLine.MAX_LENGTH);
    assertSame(longest, MessageLine.of(longest));
    assertEquals("größe 😀", MessageLine.of("größe 😀"));
  }

  @Test
  void linesAreJoined() {
    assertEquals("Code: 27.  at row 1 ", MessageLine.of("Code: 27.\r\nat row 1\0"));
  }

  @Test
  void unpairedSurrogateIsReplaced() {
    assertEquals("a b", MessageLine.of("a\ud800b"));
  }

  @Test
  void longTextIsCut() {
    String cut = MessageLine.of("x".repeat(MessageLine.MAX_LENGTH + 1));
    assertEquals("x".repeat(MessageLine.MAX_LENGTH - 1) + "…", cut);
  }

  @Test
  void cutDoesNotSplitAPair() {
    for (int before = MessageLine.MAX_LENGTH - 4; before <= MessageLine.MAX_LENGTH; before++) {
      String cut = MessageLine.of("x".repeat(before) + "😀".repeat(3));
      assertTrue(MessageLine.isFit(cut), before + " before the pair");
      assertTrue(cut.endsWith("…"), cut);
    }
  }
}
