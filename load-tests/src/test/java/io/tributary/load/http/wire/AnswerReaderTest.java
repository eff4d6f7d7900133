package io.tributary.load.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final String THREE =
      """
      HTTP/1.1 202 Accepted
      content-type: application/json; charset=utf-8
      content-length: 13

      {"rows": 17}
      HTTP/1.1 503 Service Unavailable
      Connection: close
      Transfer-Encoding: chunked

      14;name=value
      {"code":"BUSY","x":1
      1
      }
      0
      Trailer: 1

      HTTP/1.1 200 OK
      Idempotent-Replayed: true
      Content-Length: 0

      """
          .replace("\n", "\r\n")
          .replace("17}\r\n", "17}\n");

  private final List<Answer> answers = new ArrayList<>();
  private final AnswerReader reader = new AnswerReader(answers::add);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 10_000})
  void answersAreTheSameHoweverTheyAreCut(int piece) {
    byte[] bytes = THREE.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < bytes.length; at += piece) {
      reader.take(bytes, at, Math.min(piece, bytes.length - at));
    }
    assertEquals(
        List.of(
            new Answer(202, false, false, "{\"rows\": 17}\n"),
            new Answer(503, true, false, "{\"code\":\"BUSY\",\"x\":1}"),
            new Answer(200, false, true, "")),
        answers);
    assertFalse(reader.isInside());
  }

  @Test
  void answerWithoutItsEndIsNone() {
    take("HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\n\r\nab");
    assertEquals(List.of(), answers);
    assertTrue(reader.isInside());
  }

  @Test
  void interimAnswerIsNotTheAnswer() {
    take("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    assertEquals(List.of(new Answer(202, false, false, "")), answers);
  }

  @Test
  void onlyTheBeginningOfALongBodyIsKept() {
    take("HTTP/1.1 400 Bad\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2_000));
    assertEquals(Answer.MOST_BODY, answers.getFirst().body().length());
    take("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    assertEquals(2, answers.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n",
        "HTTP/1.1 abc\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
      })
  void whatIsNoAnswerIsSaid(String text) {
    assertThrows(MalformedAnswerException.class, () -> take(text));
  }

  @Test
  void lineWithoutEndIsBounded() {
    assertThrows(
        MalformedAnswerException.class, () -> take("HTTP/1.1 200 " + "x".repeat(20 << 10)));
  }

  @Test
  void labelNamesWhatTheServerSays() {
    assertEquals("202", new Answer(202, false, false, "{\"code\":\"X\"}").label());
    assertEquals("503 BUSY", new Answer(503, true, false, "{\"code\":\"BUSY\"}").label());
    assertEquals(
        "500 TOO_MANY_PARTS",
        new Answer(
                500,
                false,
                false,
                "Code: 252. DB::Exception: Too many parts (3001 in all). (TOO_MANY_PARTS)")
            .label());
    assertEquals("502", new Answer(502, false, false, "bad gateway").label());
  }

  private void take(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    reader.take(bytes, 0, bytes.length);
  }
}
