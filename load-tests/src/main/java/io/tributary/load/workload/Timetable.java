package io.tributary.load.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * When each row of a run is meant to be sent, by its topic, partition and offset.
 *
 * <p>Pure; any thread.
 */
public interface Timetable {
  /** Topics, which are numbered from 0. */
  int topics();

  int partitions(int topic);

  /** The first offset of a partition that is not warm-up. */
  long firstMeasuredOffset(int topic, int partition);

  /** Nanoseconds between the beginning of the measured part and this row, as intended. */
  long intendedNanos(int topic, int partition, long offset);

  /** One after the other: the topics of the second are numbered on from those of the first. */
  static Timetable of(List<RowSchedule> schedules) {
    return schedules.size() == 1 ? schedules.getFirst() : new Joined(schedules);
  }

  /** Several schedules. */
  final class Joined implements Timetable {
    private final List<RowSchedule> ofTopic = new ArrayList<>();
    private final List<Integer> firstTopic = new ArrayList<>();

    private Joined(List<RowSchedule> schedules) {
      for (RowSchedule schedule : schedules) {
        int first = ofTopic.size();
        for (int topic = 0; topic < schedule.topics(); topic++) {
          ofTopic.add(schedule);
          firstTopic.add(first);
        }
      }
    }

    @Override
    public int topics() {
      return ofTopic.size();
    }

    @Override
    public int partitions(int topic) {
      return ofTopic.get(topic).partitions();
    }

    @Override
    public long firstMeasuredOffset(int topic, int partition) {
      return ofTopic.get(topic).firstMeasuredOffset(topic - firstTopic.get(topic), partition);
    }

    @Override
    public long intendedNanos(int topic, int partition, long offset) {
      return ofTopic.get(topic).intendedNanos(topic - firstTopic.get(topic), partition, offset);
    }
  }
}
