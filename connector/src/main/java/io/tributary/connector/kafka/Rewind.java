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
 * Moves a consumer group back, so that its datasource fills the holes from there: the next writer
 * looks which rows the table holds, and makes only those that it lacks.
 *
 * <p>Failure semantics: writes commits only, all or none, so a crash at any moment leaves a group
 * that is where it was or where it was to be; from both its connector goes on without a duplicate.
 * Never moves a group forward, and never decides for another topic or table than the group's own.
 *
 * <p>Thread: one, which blocks.
 */
public final class Rewind {
  private final SourceSettings settings;
  private final UUID table;

  /**
   * A partition that reads again.
   *
   * @param before the committed offset until now
   * @param now offset from which it goes on, not above it
   */
  public record Rewound(int partition, long before, long now) {}

  /**
   * @param table uuid of the table as it is
   */
  public Rewind(SourceSettings settings, UUID table) {
    this.settings = settings;
    this.table = table;
  }

  /**
   * Has these partitions go on from these offsets, or from the first one that Kafka still has. A
   * partition whose group has not got that far stays where it is.
   *
   * @param offsets by partition
   * @return those partitions, in their order
   * @throws StartException with one line for the operator; then nothing was changed
   */
  public List<Rewound> to(Map<Integer, Long> offsets) throws InterruptedException {
    try (GroupAdmin group = new GroupAdmin(settings)) {
      group.refuseMembers();
      Map<Integer, GroupAdmin.Committed> committed = group.committed();
      Map<Integer, GroupAdmin.Extent> extents = group.extents();
      Map<Integer, Long> next = new TreeMap<>();
      List<Rewound> rewound = new ArrayList<>();
      for (Map.Entry<Integer, Long> wanted : new TreeMap<>(offsets).entrySet()) {
        int partition = wanted.getKey();
        GroupAdmin.Committed before = committed.get(partition);
        GroupAdmin.Extent extent = extents.get(partition);
        if (before == null || extent == null) {
          throw new StartException(
              FailureCode.GROUP_LOST.tag(
                  "consumer group %s has no offset of partition %d of topic %s: run tributary datasource adopt %s --from earliest, which fills the holes, too"
                      .formatted(
                          settings.groupId(), partition, settings.topic(), settings.datasource())));
        }
        before.mark().ifPresent(mark -> refuseOther(mark, group.topic().run()));
        long offset = Math.max(extent.beginning(), wanted.getValue());
        if (offset < before.offset()) {
          next.put(partition, offset);
        }
        rewound.add(new Rewound(partition, before.offset(), Math.min(offset, before.offset())));
      }
      if (!next.isEmpty()) {
        group.commit(next, table, committed);
      }
      return rewound;
    }
  }

  private void refuseOther(CommitMark mark, int run) {
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
