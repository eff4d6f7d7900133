package io.tributary.gatherer.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OpenAnswersTest {
  private final OpenAnswers answers = new OpenAnswers(2);

  @Test
  void oneTooManyIsToldToComeLater() {
    answers.begin();
    answers.begin();
    RequestProblem problem = assertThrows(RequestProblem.class, answers::begin);
    assertEquals(503, problem.status());
    assertEquals(1, problem.retrySeconds());
  }

  @Test
  void answerThatEndedMakesRoom() {
    answers.begin();
    answers.begin();
    answers.end();
    answers.begin();
    assertThrows(RequestProblem.class, answers::begin);
  }
}
