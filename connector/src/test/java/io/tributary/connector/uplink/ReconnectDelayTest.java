package io.tributary.connector.uplink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {
  @Test
  void waitsGrowUpToTheBoundAndStartAgain() {
    ReconnectDelay delay = new ReconnectDelay(1000, new Random(1));
    assertTrue(delay.nextMillis() <= 100);
    long longest = 0;
    for (int i = 0; i < 1000; i++) {
      long next = delay.nextMillis();
      assertTrue(next >= 1 && next <= 1000, "waits " + next);
      longest = Math.max(longest, next);
    }
    assertTrue(longest > 800, "never waits long: " + longest);
    delay.reset();
    assertTrue(delay.nextMillis() <= 100);
  }
}
