package io.tributary.connector.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.service.settings.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GathererRingTest {
  private static final List<Address> GATHERERS =
      List.of(Address.parse("a:1"), Address.parse("b:1"), Address.parse("c:1"));

  private final GathererRing ring = new GathererRing(GATHERERS, "clicks");

  @Test
  void everyConnectorBeginsWithTheSameGatherer() {
    assertEquals(ring.current(), new GathererRing(GATHERERS.reversed(), "clicks").current());
  }

  @Test
  void nextBestIsTriedWhileTheBestIsAway() {
    Address best = ring.current();
    ring.failed();
    assertNotEquals(best, ring.current());
    assertTrue(ring.isElsewhere());
    ring.failed();
    ring.failed();
    assertEquals(best, ring.current(), "all are tried in turn");
    assertFalse(ring.isElsewhere());
  }

  @Test
  void bestIsTriedFirstAgainWhenTheSessionIsLost() {
    Address best = ring.current();
    ring.failed();
    ring.lost();
    assertEquals(best, ring.current());
    assertEquals(best, ring.best());
  }
}
