package io.tributary.connector.kafka;

import io.tributary.service.process.StartException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Moves a consumer group back, so that its datasource fills the holes from there: the next writer
 * looks which rows the table holds, and makes only those that it lacks.
 *
 * <p>Failure semantics: writes commits only, all or none, so a crash at any moment leaves a group
 * that is where it was or where it was to be; from both its connector goes on without a duplicate.
 * Never moves a group forward, never decides for another topic or table than the group's own, and
 * never moves one whose brokers give topics no ids: it would store again what is there.
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
      RewindPlan plan =
          RewindPlan.of(
              settings,
              table,
              new RewindPlan.Sight(group.topic(), group.extents(), committed),
              offsets);
      if (!plan.commits().isEmpty()) {
        group.commit(plan.commits(), table, committed);
      }
      return plan.rewound();
    }
  }
}
