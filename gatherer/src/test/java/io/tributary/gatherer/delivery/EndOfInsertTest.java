package io.tributary.gatherer.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.delivery.EndOfInsert.Step;
import io.tributary.gatherer.insert.InsertComment;
import io.tributary.gatherer.insert.RunningInsert;
import io.tributary.gatherer.insert.TableActivity.Seen;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndOfInsertTest {
  private static final EndOfInsert INSERT = new EndOfInsert("mine", 1_000, 50);

  @ParameterizedTest
  @CsvSource({
    // It may still begin, at the deadline as well.
    "999, '', 0, WAIT",
    "1000, '', 0, WAIT",
    "1000, '', 99, WAIT",
    // It cannot begin any more, and does not run.
    "1001, '', 0, ENDED",
    "1001, other, 99, ENDED",
    // It runs, before or after its deadline.
    "999, mine, 49, WAIT",
    "5000, mine, 49, WAIT",
    "5000, mine, 50, KILL",
    "999, mine, 50, KILL",
    "5000, min, 50, ENDED",
  })
  void onlyItsAbsenceAfterTheDeadlineCounts(
      long serverMillis, String running, long waitedNanos, Step step) {
    assertEquals(step, INSERT.after(seen(serverMillis, running), waitedNanos));
  }

  private static Seen seen(long serverMillis, String token) {
    return new Seen(
        serverMillis,
        token.isEmpty()
            ? List.of()
            : List.of(
                new RunningInsert("q", new InsertComment("g", new UUID(1, 1), token, "db.t"))));
  }
}
