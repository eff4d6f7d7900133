package io.tributary.load.workload;

/**
 * Where each row of a run goes and when it is meant to be sent. Rows go round the topics, and in
 * each topic round its partitions; the producer keeps their order within a partition. So a row's
 * number follows from its topic, partition and offset, and nothing has to be remembered per row.
 *
 * <p>Warm-up rows come first; the schedule's time is 0 for the first measured row.
 *
 * @param topics created for this run alone, so that their offsets begin at 0
 * @param partitions of each topic
 * @param warmUpRows that have no intended time
 * @param rowsPerSecond 0 for no schedule
 */
public record RowSchedule(int topics, int partitions, long warmUpRows, long rowsPerSecond)
    implements Timetable {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public RowSchedule {
    if (topics < 1 || partitions < 1 || warmUpRows < 0 || rowsPerSecond < 0) {
      throw new IllegalArgumentException("a schedule needs topics and partitions");
    }
  }

  public int topic(long row) {
    return (int) (row % topics);
  }

  public int partition(long row) {
    return (int) (row / topics % partitions);
  }

  /** Its offset in its partition. */
  public long offset(long row) {
    return row / topics / partitions;
  }

  /** The number of the row at this place. */
  public long row(int topic, int partition, long offset) {
    return (offset * partitions + partition) * topics + topic;
  }

  @Override
  public int partitions(int topic) {
    return partitions;
  }

  @Override
  public long firstMeasuredOffset(int topic, int partition) {
    long perRound = (long) topics * partitions;
    long first = row(topic, partition, 0);
    return first >= warmUpRows ? 0 : (warmUpRows - first + perRound - 1) / perRound;
  }

  /** Nanoseconds between the first measured row and this one, as intended. */
  public long intendedNanos(long row) {
    if (rowsPerSecond == 0) {
      throw new IllegalStateException("rows without a rate have no intended time");
    }
    long measured = row - warmUpRows;
    return measured / rowsPerSecond * NANOS_PER_SECOND
        + measured % rowsPerSecond * NANOS_PER_SECOND / rowsPerSecond;
  }

  @Override
  public long intendedNanos(int topic, int partition, long offset) {
    return intendedNanos(row(topic, partition, offset));
  }

  /** How many rows of the first {@code rows} go to this topic. */
  public long rowsOf(int topic, long rows) {
    return rows / topics + (topic < rows % topics ? 1 : 0);
  }
}
