package io.tributary.cli.quarantine;

import io.tributary.cli.terminal.ProgressLine;
import io.tributary.protocol.quarantine.RecordKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What became of the records of a replay.
 *
 * @param mode whether anything was changed
 * @param replayed stored by this replay, or would be
 * @param alreadyThere the table held them
 * @param stillBad they make no row today either
 * @param cut the quarantine holds only a part of them
 * @param problems the first of the bad ones
 */
public record ReplaySummary(
    Replay.Mode mode,
    long replayed,
    long alreadyThere,
    long stillBad,
    long cut,
    List<Problem> problems) {

  /** Why a record is still bad. */
  public record Problem(RecordKey key, String sentence) {
    /** One line for people. */
    public String line() {
      return "partition %d, offset %d: %s".formatted(key.partition(), key.offset(), sentence);
    }
  }

  public ReplaySummary {
    problems = List.copyOf(problems);
  }

  /** How many records were looked at. */
  public long records() {
    return replayed + alreadyThere + stillBad + cut;
  }

  /** True when each of them is a row of the table now, or would be. */
  public boolean isComplete() {
    return stillBad == 0 && cut == 0;
  }

  /** One line for people. */
  public String line() {
    return "%s %s, already there %s, still bad %s, cut %s"
        .formatted(
            switch (mode) {
              case STORE -> "replayed";
              case DRY_RUN -> "would be replayed";
            },
            ProgressLine.count(replayed),
            ProgressLine.count(alreadyThere),
            ProgressLine.count(stillBad),
            ProgressLine.count(cut));
  }

  /** For programs. */
  public String json(String datasource) {
    JsonArray bad = new JsonArray();
    for (Problem problem : problems) {
      RecordKey key = problem.key();
      bad.add(
          new JsonObject()
              .put("topic", key.topic())
              .put("run", key.run())
              .put("partition", key.partition())
              .put("offset", key.offset())
              .put("problem", problem.sentence()));
    }
    return new JsonObject()
        .put("datasource", datasource)
        .put("dryRun", mode == Replay.Mode.DRY_RUN)
        .put("replayed", replayed)
        .put("alreadyThere", alreadyThere)
        .put("stillBad", stillBad)
        .put("cut", cut)
        .put("problems", bad)
        .encode();
  }
}
