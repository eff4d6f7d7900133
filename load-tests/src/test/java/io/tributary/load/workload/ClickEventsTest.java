package io.tributary.load.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClickEventsTest {
  @Test
  void sameSeedGivesTheSameEvents() {
    ClickEvents one = new ClickEvents(7);
    ClickEvents two = new ClickEvents(7);
    ClickEvents other = new ClickEvents(8);
    String first = text(one.next(1_700_000_000_123L));
    assertEquals(first, text(two.next(1_700_000_000_123L)));
    assertNotEquals(first, text(other.next(1_700_000_000_123L)));
    assertTrue(first.startsWith("{\"timestamp\":\"2023-11-14 22:13:20.123\","), first);
  }

  @Test
  void eventsHaveAboutTwoHundredAndSixBytes() {
    ClickEvents events = new ClickEvents(1);
    long bytes = 0;
    for (int i = 0; i < 1000; i++) {
      bytes += events.next(1_700_000_000_000L + i).length;
    }
    assertTrue(bytes > 204_000 && bytes < 208_000, "1000 events have " + bytes + " bytes");
  }

  private static String text(byte[] event) {
    return new String(event, StandardCharsets.UTF_8);
  }
}
