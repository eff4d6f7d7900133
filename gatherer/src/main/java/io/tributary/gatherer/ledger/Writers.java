package io.tributary.gatherer.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The consumer group that writes each partition of each table: one at a time, since epochs and
 * committed offsets belong to a group, and two of them would each deliver every row.
 *
 * <p>Belongs to one thread; as many entries as claims live.
 */
final class Writers {
  private static final class Group {
    final String name;
    int live;

    Group(String name) {
      this.name = name;
    }
  }

  private final Map<TableSource, Group> groups = new HashMap<>();

  /** Why this group may not write, one line for the operator; empty when it may. */
  Optional<String> objection(TableSource what, String group) {
    Group writing = groups.get(what);
    return writing == null || writing.name.equals(group)
        ? Optional.empty()
        : Optional.of(
            "consumer group %s writes %s into table %s, so group %s may not: set the same KAFKA_GROUP_ID in both connectors, stop one of them, or give each datasource a table of its own"
                .formatted(writing.name, what.source(), what.table(), group));
  }

  /** A claim of the group lives until {@link #end}. */
  void begin(TableSource what, String group) {
    Group writing = groups.computeIfAbsent(what, first -> new Group(group));
    if (!writing.name.equals(group)) {
      throw new IllegalStateException(group + " began beside " + writing.name);
    }
    writing.live++;
  }

  /** A claim of the group has ended. */
  void end(TableSource what) {
    Group writing = groups.get(what);
    if (writing == null) {
      throw new IllegalStateException("nobody writes " + what.source());
    }
    if (--writing.live == 0) {
      groups.remove(what);
    }
  }
}
