package io.tributary.load.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the model. {@code -Dmodel.first=} and {@code -Dmodel.schedules=} choose other schedules than
 * those of each build.
 */
final class DeliveryModelTest {
  private static final long FIRST = Long.getLong("model.first", 0);
  private static final int SCHEDULES = Integer.getInteger("model.schedules", 100_000);

  /** So many are enough to show any flaw; most show in the first few. */
  private static final int SCHEDULES_OF_A_FLAW = 200_000;

  @Test
  void everyRowIsStoredOnceAndCommitted() {
    OptionalLong found =
        LongStream.range(FIRST, FIRST + SCHEDULES)
            .parallel()
            .filter(seed -> Schedule.run(seed, Flaw.NONE) != null)
            .findFirst();
    found.ifPresent(
        seed -> {
          Schedule.print(seed, Flaw.NONE);
          fail("schedule %d: %s".formatted(seed, Schedule.run(seed, Flaw.NONE)));
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void brokenRuleLosesOrRepeatsARow(Flaw flaw) {
    assertNotNull(violationOf(flaw), () -> flaw + " goes unnoticed");
  }

  @Test
  void scheduleDependsOnItsSeedOnly() {
    for (long seed = 0; seed < 100; seed++) {
      assertEquals(Schedule.run(seed, Flaw.D13_NO_FILL), Schedule.run(seed, Flaw.D13_NO_FILL));
    }
  }

  private static @Nullable String violationOf(Flaw flaw) {
    for (long seed = 0; seed < SCHEDULES_OF_A_FLAW; seed++) {
      String violation = Schedule.run(seed, flaw);
      if (violation != null && !violation.equals(Schedule.STUCK)) {
        return violation;
      }
    }
    return null;
  }
}
