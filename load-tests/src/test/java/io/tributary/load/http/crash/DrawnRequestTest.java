package io.tributary.load.http.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.http.proof.SentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the proof looks for in the text of a bad row. */
  private static final Pattern NUMBERS = Pattern.compile("\"request\":([0-9]+),\"row\":([0-9]+)");

  private static final List<DrawnRequest> MANY = draw(500);

  @Test
  void headTellsLengthKeyAndWait() {
    for (DrawnRequest drawn : MANY) {
      String text = drawn.message();
      int end = text.indexOf("\r\n\r\n");
      String head = text.substring(0, end) + "\r\n";
      int body = text.length() - end - 4;
      assertTrue(head.contains("\r\nContent-Length: " + body + "\r\n"), head);
      assertEquals(drawn.waits(), head.startsWith("POST /v0/events?name=crash&wait=true HTTP/1.1"));
      String key = "\r\nIdempotency-Key: request-" + drawn.sent().id() + "\r\n";
      assertEquals(drawn.keyed(), head.contains(key), head);
    }
  }

  @Test
  void goodRowsHaveTheFirstNumbersAndBadOnesThoseBehind() {
    for (DrawnRequest drawn : MANY) {
      List<Integer> good = new ArrayList<>();
      List<Integer> bad = new ArrayList<>();
      for (String line : body(drawn).lines().toList()) {
        Matcher numbers = NUMBERS.matcher(line);
        assertTrue(numbers.find(), line);
        assertEquals(drawn.sent().id(), Long.parseLong(numbers.group(1)));
        (isGood(line) ? good : bad).add(Integer.parseInt(numbers.group(2)));
      }
      assertEquals(range(0, drawn.sent().good()), good.stream().sorted().toList());
      assertEquals(range(drawn.sent().good(), drawn.sent().rows()), bad.stream().sorted().toList());
    }
  }

  @Test
  void everyKindIsDrawn() {
    assertTrue(MANY.stream().anyMatch(drawn -> drawn.keyed() && drawn.waits()));
    assertTrue(MANY.stream().anyMatch(drawn -> !drawn.keyed() && !drawn.waits()));
    assertTrue(MANY.stream().anyMatch(drawn -> drawn.sent().bad() > 0 && drawn.sent().good() > 0));
    assertTrue(MANY.stream().anyMatch(drawn -> drawn.sent().rows() == 1));
    assertTrue(MANY.stream().anyMatch(drawn -> drawn.sent().rows() > 190));
    assertTrue(MANY.stream().anyMatch(drawn -> body(drawn).contains("\"amount\":\"none\"")));
    assertTrue(MANY.stream().anyMatch(drawn -> body(drawn).contains("\"amount\":\n")));
  }

  @Test
  void sameSeedDrawsTheSame() {
    assertEquals(MANY, draw(MANY.size()));
  }

  private static List<DrawnRequest> draw(int count) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> DrawnRequest.draw(SentRequest.id(3, i), 3, random))
        .toList();
  }

  private static String body(DrawnRequest drawn) {
    String text = drawn.message();
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  private static boolean isGood(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return json.path("amount").isInt() && json.path("text").isTextual();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
