package io.tributary.load.http.crash;

import io.tributary.load.http.proof.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a crash run came to.
 *
 * @param kills of the gatherer that were done
 * @param clickHouseKills that were done
 * @param counts of requests and answers
 * @param verdict whether each row is where it belongs
 * @param problems what else must not be, in sentences
 * @param took with start and proof
 * @param folder where its logs are
 */
public record HttpCrashResult(
    int kills,
    int clickHouseKills,
    CrashCounts counts,
    Verdict verdict,
    List<String> problems,
    Duration took,
    Path folder) {
  public HttpCrashResult {
    problems = List.copyOf(problems);
  }

  /** Nothing is lost, nothing is there twice, and nothing else went wrong. */
  public boolean holds() {
    return verdict.holds() && problems.isEmpty();
  }
}
