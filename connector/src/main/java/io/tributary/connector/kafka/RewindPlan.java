package io.tributary.connector.kafka;

import io.tributary.connector.claim.CommitMark;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Where a group goes on after a rewind. Never forward, and only where the next writer looks which
 * rows the table holds: it needs a topic with an id, and the topic and table that the group has
 * read and filled.
 *
 * <p>Pure.
 *
 * @param commits offsets to be committed, by partition; without those that stay
 * @param rewound all that were asked for, in the order of their partitions
 */
record RewindPlan(Map<Integer, Long> commits, List<Rewind.Rewound> rewound) {
  RewindPlan {
    commits = Map.copyOf(commits);
    rewound = List.copyOf(rewound);
  }

  /**
   * The group and its topic as they are.
   *
   * @param extents what the brokers have, by partition
   * @param committed by partition
   */
  record Sight(
      TopicIdentity topic,
      Map<Integer, GroupAdmin.Extent> extents,
      Map<Integer, GroupAdmin.Committed> committed) {}

  /**
   * Plans.
   *
   * @param table uuid of the table as it is
   * @param wanted offsets to go on from, by partition
   * @throws StartException with one line for the operator, if it is not to be done
   */
  static RewindPlan of(
      SourceSettings settings, UUID table, Sight sight, Map<Integer, Long> wanted) {
    if (!sight.topic().hasId()) {
      throw new StartException(
          FailureCode.EXACTLY_ONCE_IMPOSSIBLE.tag(
              "datasource %s is delivered at least once, because the brokers give topics no ids, so that reading again would store everything behind the first hole again: upgrade Kafka to 3.1 or newer"
                  .formatted(settings.datasource())));
    }
    Map<Integer, Long> commits = new TreeMap<>();
    List<Rewind.Rewound> rewound = new ArrayList<>();
    new TreeMap<>(wanted)
        .forEach(
            (partition, from) -> {
              GroupAdmin.Committed before = sight.committed().get(partition);
              GroupAdmin.Extent extent = sight.extents().get(partition);
              if (before == null || extent == null) {
                throw new StartException(
                    FailureCode.GROUP_LOST.tag(
                        "consumer group %s has no offset of partition %d of topic %s: run tributary datasource adopt %s --from earliest, which fills the holes, too"
                            .formatted(
                                settings.groupId(),
                                partition,
                                settings.topic(),
                                settings.datasource())));
              }
              before
                  .mark()
                  .ifPresent(mark -> refuseOther(settings, table, mark, sight.topic().run()));
              long offset = Math.max(extent.beginning(), from);
              if (offset < before.offset()) {
                commits.put(partition, offset);
              }
              rewound.add(
                  new Rewind.Rewound(
                      partition, before.offset(), Math.min(offset, before.offset())));
            });
    return new RewindPlan(commits, rewound);
  }

  private static void refuseOther(SourceSettings settings, UUID table, CommitMark mark, int run) {
    if (mark.run() != run) {
      throw new StartException(
          FailureCode.TOPIC_RECREATED.line(
              "topic %s is not the one that consumer group %s has read"
                  .formatted(settings.topic(), settings.groupId())));
    }
    if (!mark.table().equals(table)) {
      throw new StartException(
          FailureCode.TABLE_REPLACED.line(
              "the table of datasource %s is not the one that consumer group %s has filled"
                  .formatted(settings.datasource(), settings.groupId())));
    }
  }
}
