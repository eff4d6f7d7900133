package io.tributary.load.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.run.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two short runs on the same servers; {@code tributary load chaos} does long ones. */
@Order(1)
@Isolated("Its processes need both cores, or everything else waits for them.")
@SuppressWarnings("NullAway.Init") // started before all tests
class ChaosIT {
  private static final int FAULTS = 4;
  private static final ChaosOptions SHORT =
      new ChaosOptions(
          Duration.ofSeconds(4), OptionalInt.of(FAULTS), ChaosOptions.USUAL_QUIET, 2, 2, 100);

  private static ChaosServers servers;

  @BeforeAll
  static void start(@TempDir Path folder) {
    servers = ChaosServers.start(folder, SHORT.connectors());
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 25})
  void eachRecordIsThereOnceWhateverHappened(long seed, @TempDir Path folder) {
    SeedResult result = new ChaosRun(servers, seed, SHORT, folder, new Silent()).run();
    assertEquals(List.of(), result.problems());
    assertEquals(List.of(), result.verdict().flaws());
    assertEquals(FAULTS, result.faults());
    assertTrue(result.verdict().records() > 1_000, result::toString);
    assertTrue(result.verdict().quarantined() > 10, result::toString);
    assertTrue(result.verdict().commitsProven() > 1_000, result::toString);
  }

  private static final class Silent implements Progress {
    @Override
    public void say(String line) {}

    @Override
    public void show(Supplier<String> state) {}

    @Override
    public void end(String state) {}
  }
}
