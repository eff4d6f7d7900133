package io.tributary.connector.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireFormatTest {

  @Test
  void idIsBigEndianBehindTheMagicByte() {
    byte[] bytes = HexFormat.of().parseHex("ffff00010203fefe");
    assertNull(WireFormat.problem(bytes, 2, 6, "KAFKA_VALUE_FORMAT"));
    assertEquals(0x010203fe, WireFormat.schemaId(bytes, 2));
  }

  @Test
  void frameWithoutMessageIsComplete() {
    assertNull(problem("0000000001"));
  }

  @Test
  void plainJsonIsToldWhatToSet() {
    byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "The message is refused: the value does not start with the magic byte 0 of the schema"
            + " registry's wire format, it starts with 0x7B ('{'): if it is plain JSON, set"
            + " KAFKA_VALUE_FORMAT json_without_schema.",
        sentence(WireFormat.problem(json, 0, json.length, "KAFKA_VALUE_FORMAT")));
  }

  @Test
  void keyIsCalledAKey() {
    assertEquals(
        "The message is refused: the key does not start with the magic byte 0 of the schema"
            + " registry's wire format, it starts with 0x01.",
        sentence(WireFormat.problem(new byte[] {1}, 0, 1, "KAFKA_KEY_FORMAT")));
  }

  @Test
  void tooShortEmptyOrNegativeIsUndecodable() {
    assertEquals(
        "The message is refused: the value has 4 bytes; the schema registry's wire format needs 5"
            + " ahead of the message.",
        sentence(problem("00000000")));
    assertEquals(
        "The message is refused: the value is empty; a schema registry's wire format begins it.",
        sentence(problem("")));
    assertEquals(
        "The message is refused: the value names the schema id -1, which is negative.",
        sentence(problem("00ffffffff")));
  }

  private static @Nullable RowProblem problem(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return WireFormat.problem(bytes, 0, bytes.length, "KAFKA_VALUE_FORMAT");
  }

  private static String sentence(@Nullable RowProblem problem) {
    assertNotNull(problem);
    assertEquals(ProblemKind.UNDECODABLE, problem.kind());
    return problem.sentence();
  }
}
