package io.tributary.connector.kafka;

import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's decision: the datasource goes on with the topic and the table as they are now.
 * Writes offsets with marks for its consumer group, which must have no members; never touches rows.
 *
 * <p>Thread: one, which blocks.
 */
public final class Adoption {
  private final SourceSettings settings;
  private final UUID table;

  /** Where to go on. */
  public enum From {
    /** Where the group is. */
    COMMITTED,
    /** At the first record that Kafka has; what is stored already is skipped. */
    EARLIEST
  }

  /**
   * What became of a partition.
   *
   * @param before committed offset, null without one
   * @param now offset from which it goes on
   */
  public record Adopted(int partition, @Nullable Long before, long now) {}

  /**
   * @param table uuid of the table as it is
   */
  public Adoption(SourceSettings settings, UUID table) {
    this.settings = settings;
    this.table = table;
  }

  /**
   * Decides for every partition of the topic.
   *
   * @throws StartException with one line for the operator
   */
  public List<Adopted> adopt(From from) throws InterruptedException {
    try (GroupAdmin group = new GroupAdmin(settings)) {
      group.refuseMembers();
      Map<Integer, GroupAdmin.Committed> committed = group.committed();
      Map<Integer, Long> next = new TreeMap<>();
      List<Adopted> adopted = new ArrayList<>();
      group
          .extents()
          .forEach(
              (partition, extent) -> {
                GroupAdmin.Committed before = committed.get(partition);
                long offset =
                    switch (from) {
                      case EARLIEST -> extent.beginning();
                      case COMMITTED -> within(partition, before, extent);
                    };
                next.put(partition, offset);
                adopted.add(
                    new Adopted(partition, before == null ? null : before.offset(), offset));
              });
      group.commit(next, table, committed);
      return adopted;
    }
  }

  private static long within(
      int partition, GroupAdmin.@Nullable Committed before, GroupAdmin.Extent extent) {
    if (before == null || before.offset() < extent.beginning()) {
      return extent.beginning();
    }
    if (before.offset() > extent.end()) {
      throw new StartException(
          FailureCode.OFFSETS_EXPIRED.tag(
              "partition %d ends at %d, before the committed offset %d: use --from earliest"
                  .formatted(partition, extent.end(), before.offset())));
    }
    return before.offset();
  }
}
