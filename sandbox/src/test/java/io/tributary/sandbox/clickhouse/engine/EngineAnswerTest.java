package io.tributary.sandbox.clickhouse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EngineAnswerTest {
  @Test
  void codeIsReadFromTheText() {
    String text = "Code: 252. DB::Exception: Too many parts. (TOO_MANY_PARTS)";
    assertEquals(new EngineAnswer.Failed(252, text), EngineAnswer.Failed.of(text));
  }

  @Test
  void wrappedErrorIsUnwrapped() {
    String inner = "Code: 252. DB::Exception: Too many (2) parts.\n. (TOO_MANY_PARTS)";
    assertEquals(
        new EngineAnswer.Failed(252, inner),
        EngineAnswer.Failed.of(
            "Code: 252. DB::Exception: " + inner + " (version 26.7.2.1). (TOO_MANY_PARTS)"));
  }

  @Test
  void textWithoutCodeIsAStandardException() {
    assertEquals(
        new EngineAnswer.Failed(1001, "Code: 1001. DB::Exception: boom. (STD_EXCEPTION)"),
        EngineAnswer.Failed.of("boom"));
  }
}
