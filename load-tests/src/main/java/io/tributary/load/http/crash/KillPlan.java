package io.tributary.load.http.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When the gatherer is killed, and when ClickHouse with it. The same seed makes the same plan.
 *
 * @param rounds one for each kill of the gatherer
 */
record KillPlan(List<Round> rounds) {
  private static final int GROUP = 5;
  private static final int MOST_MILLIS = 2_000;
  private static final int APART_MILLIS = 500;

  KillPlan {
    rounds = List.copyOf(rounds);
  }

  /**
   * One kill.
   *
   * @param from when the time runs
   * @param after from then on
   * @param clickHouse what happens to ClickHouse
   * @param apart time between the two kills, if there are two
   */
  record Round(From from, Duration after, ClickHouse clickHouse, Duration apart) {
    String text() {
      String when = "%d ms after %s".formatted(after.toMillis(), from.text());
      return switch (clickHouse) {
        case STAYS -> "gatherer " + when;
        case BEFORE -> "ClickHouse %s, gatherer %d ms later".formatted(when, apart.toMillis());
        case AFTER -> "gatherer %s, ClickHouse %d ms later".formatted(when, apart.toMillis());
      };
    }
  }

  /** Where the time of a round begins. */
  enum From {
    /** While it still brings in what it found in its spool. */
    START("its start"),
    /** While it takes requests. */
    FIRST_ANSWER("its first good answer");

    private final String text;

    From(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** What happens to ClickHouse in a round. */
  enum ClickHouse {
    STAYS,
    /** It is killed before the gatherer, which has it missing for a moment. */
    BEFORE,
    /** It is killed while the gatherer is dead. */
    AFTER
  }

  static KillPlan of(long seed, int kills) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Round> rounds = new ArrayList<>();
    int chosen = 0;
    for (int i = 0; i < kills; i++) {
      if (i % GROUP == 0) {
        chosen = random.nextInt(GROUP);
      }
      From from = random.nextInt(3) == 0 ? From.START : From.FIRST_ANSWER;
      ClickHouse clickHouse =
          i % GROUP != chosen
              ? ClickHouse.STAYS
              : random.nextBoolean() ? ClickHouse.BEFORE : ClickHouse.AFTER;
      rounds.add(
          new Round(
              from,
              Duration.ofMillis(random.nextInt(MOST_MILLIS)),
              clickHouse,
              Duration.ofMillis(random.nextInt(APART_MILLIS))));
    }
    return new KillPlan(rounds);
  }

  long clickHouseKills() {
    return rounds.stream().filter(round -> round.clickHouse() != ClickHouse.STAYS).count();
  }
}
