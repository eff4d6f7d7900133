package io.tributary.load.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.load.workload.MessageSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class NdjsonBodiesTest {
  @Test
  void eachRowIsALineOfOneBody() {
    NdjsonBodies bodies = new NdjsonBodies(new Numbers(), 5, 12);
    List<String> texts = new ArrayList<>();
    while (bodies.hasNext()) {
      texts.add(bodies.next().toString());
    }
    assertEquals(List.of("{\"n\":0}\n{\"n\":1}\n", "{\"n\":2}\n{\"n\":3}\n", "{\"n\":4}\n"), texts);
    assertThrows(NoSuchElementException.class, bodies::next);
  }

  @Test
  void nextBodiesGoOnWhereTheLastEnded() {
    Numbers numbers = new Numbers();
    assertEquals("{\"n\":0}\n", new NdjsonBodies(numbers, 1, 100).next().toString());
    assertEquals("{\"n\":1}\n", new NdjsonBodies(numbers, 1, 100).next().toString());
  }

  private static final class Numbers implements MessageSource {
    private int next;

    @Override
    public byte[] next(long timeMillis) {
      return ("{\"n\":" + next++ + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String lastKey() {
      return "";
    }
  }
}
