package io.tributary.load.frames;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is measured, and how long.
 *
 * @param gatherer what differs from its defaults
 */
public record FramesOptions(
    List<FramesPhase> phases,
    Rows rows,
    Saturation saturation,
    Idle idle,
    Tables tables,
    Gatherer gatherer) {
  public FramesOptions {
    phases = phases.stream().distinct().sorted().toList();
  }

  /**
   * What is sent.
   *
   * @param partitions of a table in {@code saturated}
   * @param batchRows rows of a full batch; 8,000 are about 1 MiB, which is what a connector sends
   * @param encoded rows that are encoded beforehand; behind the last the first comes again
   */
  public record Rows(int partitions, int batchRows, int encoded, long seed) {
    public Rows {
      atLeastOne("partitions", partitions);
      if (batchRows < 1 || batchRows > encoded / partitions) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a batch has 1 to %,d rows, not %,d",
                encoded / partitions,
                batchRows));
      }
    }
  }

  /**
   * @param warmUpRows of each side before the first pair
   * @param rows of each measured run
   * @param pairs of a run of frames and one of client-v2
   */
  public record Saturation(long warmUpRows, long rows, int pairs) {
    public Saturation {
      atLeastOne("warm-up rows", warmUpRows);
      atLeastOne("rows", rows);
      atLeastOne("pairs", pairs);
    }
  }

  /**
   * @param batchRows rows of each batch
   * @param seconds of each turn: {@code idle} has three of either side at each flush interval
   */
  public record Idle(int batchRows, int seconds) {
    public Idle {
      atLeastOne("rows of an idle batch", batchRows);
      atLeastOne("seconds", seconds);
    }
  }

  /**
   * @param counts of tables, one measurement each, at most 1,000
   * @param rowsPerSecond over all of them
   * @param warmUpSeconds before each
   * @param seconds of each
   * @param idle opened and left alone in {@code idle-tables}
   * @param held filled while ClickHouse stands still in {@code held}
   */
  public record Tables(
      List<Integer> counts, int rowsPerSecond, int warmUpSeconds, int seconds, int idle, int held) {
    /** A gatherer accepts no more in a session. */
    static final int MOST = 1_000;

    public Tables {
      counts = List.copyOf(counts);
      for (int count : counts) {
        if (count < 1 || count > MOST) {
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "a session has 1 to 1,000 tables, not %,d", count));
        }
      }
      if (idle < 1 || idle >= MOST) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "idle tables are 1 to 999, not %,d", idle));
      }
      atLeastOne("held tables", held);
      atLeastOne("rows per second", rowsPerSecond);
      atLeastOne("seconds of warm-up", warmUpSeconds);
      atLeastOne("seconds", seconds);
    }
  }

  /**
   * @param settings by name without {@code TRIBUTARY_}; they win over those of a phase
   * @param jvm options behind its own
   */
  public record Gatherer(Map<String, String> settings, List<String> jvm) {
    public Gatherer {
      settings = Map.copyOf(settings);
      jvm = List.copyOf(jvm);
    }
  }

  private static void atLeastOne(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s are 1 or more, not %,d", what, number));
    }
  }
}
