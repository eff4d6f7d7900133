package io.tributary.load.chaos;

import io.tributary.load.chaos.proof.ChaosProof.Verdict;
import io.tributary.load.chaos.schedule.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of one seed.
 *
 * @param done how many faults of each kind were done
 * @param took with start, quiet points and end
 * @param quietPoints at which the proof was taken
 * @param inserts different inserts that the gatherers made
 * @param verdict of the last proof
 * @param problems what else went wrong, in sentences
 * @param folder where its logs are
 */
public record SeedResult(
    long seed,
    Map<FaultKind, Integer> done,
    Duration took,
    int quietPoints,
    int inserts,
    Verdict verdict,
    List<String> problems,
    Path folder) {
  public SeedResult {
    done = Map.copyOf(done);
    problems = List.copyOf(problems);
  }

  /** Nothing was done. */
  static SeedResult without(long seed, String problem, Path folder) {
    return new SeedResult(
        seed, Map.of(), Duration.ZERO, 0, 0, Verdict.NOTHING, List.of(problem), folder);
  }

  /** Each record is there once, and nothing else went wrong. */
  public boolean holds() {
    return problems.isEmpty() && verdict.flaws().isEmpty();
  }

  int faults() {
    return done.values().stream().mapToInt(Integer::intValue).sum();
  }
}
