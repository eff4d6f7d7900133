package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the writer remembers of requests of several entries. */
final class RequestsTest {
  private final Requests requests = new Requests();

  private static SpoolEntry part(long request) {
    return SpoolRun.entry(request, false, "part");
  }

  private static SpoolEntry last(long request) {
    return SpoolRun.entry(request, true, "last");
  }

  @Test
  void aCompleteRequestIsForgotten() {
    Position first = new Position(1, 0);
    assertEquals(0, requests.nextPart(part(1)));
    assertEquals(List.of(), requests.written(part(1), first));
    assertEquals(1, requests.nextPart(last(1)));
    assertEquals(List.of(first), requests.written(last(1), new Position(1, 1)));
    assertEquals(0, requests.size());
  }

  @Test
  void afterAFailureOnlyTheNewsOfItIsKept() {
    Position first = new Position(1, 0);
    requests.nextPart(part(1));
    requests.written(part(1), first);
    assertEquals(List.of(first), requests.failed(part(1)));
    assertTrue(requests.isBroken(1));
    assertEquals(List.of(), requests.failed(part(1)));
    assertEquals(List.of(), requests.failed(last(1)));
    assertFalse(requests.isBroken(1));
    assertEquals(0, requests.size());
  }

  @Test
  void anAbandonedRequestIsForgotten() {
    requests.failed(part(1));
    assertEquals(List.of(), requests.abandoned(1));
    assertFalse(requests.isBroken(1));
    assertEquals(0, requests.size());
  }

  @Test
  void failedRequestsThatNobodyAbandonsAreBounded() {
    for (long request = 0; request < 2 * Requests.MAX_BROKEN; request++) {
      requests.nextPart(part(request));
      requests.failed(part(request));
      assertTrue(requests.isBroken(request));
    }
    assertEquals(Requests.MAX_BROKEN, requests.size());
    assertTrue(requests.isBroken(Requests.MAX_BROKEN));
  }
}
