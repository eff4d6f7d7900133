package io.tributary.protocol.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final List<String> KNOWN = List.of("KAFKA_TOPIC", "KAFKA_GROUP_ID", "ENGINE");

  @Test
  void oneWrongLetterFindsTheName() {
    assertEquals("KAFKA_TOPIC", Wording.nearest("KAFKA_TOPIK", KNOWN));
    assertEquals("KAFKA_GROUP_ID", Wording.nearest("kafka_groupid", KNOWN));
    assertEquals("; did you mean ENGINE?", Wording.didYouMean("ENGIN", KNOWN));
  }

  @Test
  void aStrangeNameFindsNothing() {
    assertEquals("", Wording.nearest("SOMETHING_ELSE", KNOWN));
    assertEquals("", Wording.nearest("K".repeat(1000), KNOWN));
    assertEquals("", Wording.didYouMean("", KNOWN));
  }

  @Test
  void longValuesAreCut() {
    assertEquals("'" + "x".repeat(80) + "'", Wording.quoted("x".repeat(80)));
    assertEquals("'" + "x".repeat(80) + "…'", Wording.quoted("x".repeat(81)));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertEquals("'a\\u000ab\\u001bc'", Wording.quoted("a\nb\u001bc"));
  }
}
