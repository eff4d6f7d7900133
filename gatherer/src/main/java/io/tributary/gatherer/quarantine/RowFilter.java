package io.tributary.gatherer.quarantine;

import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.quarantine.RecordKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a quarantine table are meant; null means any.
 *
 * @param reason as {@code c__reason} has it
 * @param partition of the topic
 * @param fromOffset the lowest
 * @param toOffset the highest
 * @param after only what comes behind this record in their order
 */
record RowFilter(
    @Nullable String reason,
    @Nullable Integer partition,
    @Nullable Long fromOffset,
    @Nullable Long toOffset,
    @Nullable RecordKey after) {

  /** Conditions as SQL, each in parentheses; none for all rows. */
  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    if (reason != null) {
      conditions.add("(c__reason = " + SqlText.literal(reason) + ")");
    }
    if (partition != null) {
      conditions.add("(__partition = " + partition + ")");
    }
    if (fromOffset != null) {
      conditions.add("(__offset >= " + fromOffset + ")");
    }
    if (toOffset != null) {
      conditions.add("(__offset <= " + toOffset + ")");
    }
    if (after != null) {
      // The first part is what the table's index understands.
      conditions.add("(__partition >= " + after.partition() + ")");
      conditions.add("(" + QuarantineSql.KEY + " > " + QuarantineSql.tuple(after) + ")");
    }
    return conditions;
  }
}
