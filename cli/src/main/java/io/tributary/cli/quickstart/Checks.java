package io.tributary.cli.quickstart;

import io.tributary.cli.terminal.ProgressLine;
import io.tributary.load.proof.OffsetProof;
import java.util.ArrayList;
import java.util.List;

/**
 * What the quickstart promises, held against what was seen.
 *
 * @param results one per promise, in the order in which they are shown
 */
record Checks(List<Result> results) {
  Checks {
    results = List.copyOf(results);
  }

  /** One promise and whether it was kept. */
  record Result(boolean kept, String promise, String seen) {
    @Override
    public String toString() {
      return String.format("  %-4s  %-42s %s", kept ? "ok" : "FAIL", promise, seen);
    }
  }

  /**
   * What was counted.
   *
   * @param partitions of the topic
   * @param inserts made by the gatherer
   * @param batches received by it
   * @param seconds from the first insert to the last row stored, rounded up
   */
  record Counted(long rows, int partitions, long inserts, long batches, long parts, long seconds) {}

  static Checks of(Counted counted, OffsetProof proof) {
    List<Result> results = new ArrayList<>();
    results.add(
        new Result(
            proof.stored() == counted.rows() && proof.produced() == counted.rows(),
            "rows stored = rows produced",
            ProgressLine.count(proof.stored()) + " of " + ProgressLine.count(proof.produced())));
    results.add(
        new Result(
            proof.distinct() == proof.stored(),
            "distinct (partition, offset) = rows",
            ProgressLine.count(proof.distinct())));
    results.add(
        new Result(
            proof.behind().isEmpty(),
            "offsets committed = end offsets",
            proof.behind().isEmpty()
                ? counted.partitions() + " partitions"
                : "behind: " + proof.behind()));
    results.add(
        new Result(
            counted.inserts() <= allowedInserts(counted.seconds()),
            "inserts <= seconds of the run + 10 %",
            counted.inserts()
                + " inserts in "
                + counted.seconds()
                + " s, of "
                + ProgressLine.count(counted.batches())
                + " batches"));
    results.add(
        new Result(
            counted.parts() >= 1 && counted.parts() <= counted.inserts(),
            "parts created <= inserts",
            counted.parts() + " parts"));
    return new Checks(results);
  }

  /** With a flush each second, and one in ten more. */
  static long allowedInserts(long seconds) {
    return seconds + (seconds + 9) / 10;
  }

  boolean allKept() {
    return results.stream().allMatch(Result::kept);
  }
}
