package io.tributary.gatherer.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.feed.DrainRate;
import io.tributary.gatherer.http.RowIntake.Busy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
  @Test
  void diskThatFailsIsWorthAnotherTryLater() {
    Busy busy = Refusals.of(new IOException("No space left"), new DrainRate(0), 0);
    assertEquals(Duration.ofSeconds(10), busy.retryAfter());
    assertEquals("No space left", busy.why());
  }

  @Test
  void tableThatIsNotKnownIsWorthAnotherTrySoon() {
    assertEquals(Duration.ofSeconds(1), Refusals.ofTable("").retryAfter());
    assertTrue(Refusals.ofTable("").why().contains("not described yet"));
    assertEquals("no column id", Refusals.ofTable("no column id").why());
  }
}
