package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitingRequestsTest {
  @Test
  void requestsThatWaitAreBounded() {
    WaitingRequests waiting = new WaitingRequests();
    List<Acceptance> begun = new ArrayList<>();
    while (waiting.hasRoom()) {
      begun.add(waiting.begin(1, 0, 1).orElseThrow());
    }
    assertEquals(20_000, begun.size());
    begun.get(0).settled();
    assertTrue(waiting.hasRoom());
    begun.add(waiting.begin(1, 0, 1).orElseThrow());
    assertFalse(waiting.hasRoom());
    begun.get(1).lost("gone");
    assertTrue(waiting.hasRoom());
  }
}
