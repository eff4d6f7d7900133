package io.tributary.load.scenario;

import io.tributary.load.workload.Compression;
import io.tributary.load.workload.DataSet;
import io.tributary.load.workload.MessageRecipe;
import io.tributary.load.workload.RowSchedule;
import java.time.Duration;
import java.util.Locale;

/**
 * Rows of one kind.
 *
 * @param topics each with a table of its own
 * @param partitions of each topic
 */
public record Source(DataSet data, Wire wire, int topics, int partitions, Amount amount) {

  public Source {
    if (topics < 1 || partitions < 1) {
      throw new IllegalArgumentException(
          "a source has topics and partitions, not %d and %d".formatted(topics, partitions));
    }
    if (wire.leastBytes() > 0 && !data.canPad()) {
      throw new IllegalArgumentException(
          "'messageBytes' is not for data set " + data.label() + ", only for W, N and S");
    }
  }

  /**
   * What a producer makes of the messages.
   *
   * @param leastBytes shorter messages are padded to this size; 0 for as they are
   */
  public record Wire(Compression compression, int leastBytes) {}

  /**
   * How many rows.
   *
   * @param rows to measure
   * @param warmUpRows that go ahead and are not measured
   * @param rowsPerSecond of the schedule, 0 for as fast as possible
   */
  public record Amount(long rows, long warmUpRows, long rowsPerSecond) {
    public Amount {
      if (rows < 1 || warmUpRows < 0 || rowsPerSecond < 0) {
        throw new IllegalArgumentException(
            "rows, warm-up and rate are not negative, and there is a row: %d, %d, %d"
                .formatted(rows, warmUpRows, rowsPerSecond));
      }
    }

    /** Warm-up and measured rows together. */
    public long allRows() {
      return Math.addExact(rows, warmUpRows);
    }

    /**
     * The last of the warm-up rows, which take so long at the rate.
     *
     * @throws IllegalArgumentException if these are more than all
     */
    public long warmUpRowsAtRate(Duration duration) {
      long paced = Math.multiplyExact(rowsPerSecond, duration.toMillis()) / 1000;
      if (paced > warmUpRows || (duration.isPositive() && rowsPerSecond == 0)) {
        throw new IllegalArgumentException(
            "'warmUpAtRate' needs a 'rate' and is a part of 'warmUp': %d of %d rows"
                .formatted(paced, warmUpRows));
      }
      return paced;
    }
  }

  /** Where its rows go and when. */
  public RowSchedule schedule() {
    return new RowSchedule(topics, partitions, amount.warmUpRows(), amount.rowsPerSecond());
  }

  /** What its messages are made of. */
  public MessageRecipe recipe(long seed) {
    return new MessageRecipe(data, seed, wire.leastBytes());
  }

  /** For people: {@code data set W (lz4) in 1 topic × 6 partitions}. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "data set %s%s (%s) in %d %s × %d %s",
        data.label(),
        wire.leastBytes() == 0
            ? ""
            : String.format(Locale.ROOT, " of %,d bytes", wire.leastBytes()),
        wire.compression().word(),
        topics,
        topics == 1 ? "topic" : "topics",
        partitions,
        partitions == 1 ? "partition" : "partitions");
  }
}
