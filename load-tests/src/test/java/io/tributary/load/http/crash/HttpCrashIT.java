package io.tributary.load.http.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.http.SilentProgress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A few kills; {@code tributary load http-crash} does many. */
@Order(1)
@Isolated("Its processes need both cores, or everything else waits for them.")
class HttpCrashIT {
  private static final int KILLS = 5;

  @Test
  void acknowledgedRowsOutliveKills(@TempDir Path folder) {
    HttpCrashResult result =
        new HttpCrashRun(new HttpCrashOptions(KILLS, 1, 8), folder, new SilentProgress()).run();
    assertEquals(List.of(), result.problems());
    assertEquals(List.of(), result.verdict().flaws());
    assertTrue(result.holds());
    assertEquals(KILLS, result.kills());
    assertEquals(1, result.clickHouseKills());
    assertTrue(result.counts().accepted() > 20, result::toString);
    assertTrue(result.counts().stored() > 0, result::toString);
    assertTrue(result.counts().repeats() > 0, result::toString);
    assertTrue(result.verdict().quarantined() > 0, result::toString);
  }
}
