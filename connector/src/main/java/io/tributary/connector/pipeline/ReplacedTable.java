package io.tributary.connector.pipeline;

import io.tributary.service.failure.FailureCode;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Another table has taken the name while rows were stored.
 *
 * <p>Pure.
 *
 * @param before its uuid
 * @param now uuid of the other one
 */
record ReplacedTable(String datasource, UUID before, UUID now) {
  private static final int SHOWN_PARTITIONS = 8;

  /**
   * What the operator reads, without the datasource.
   *
   * @param settled offset below which everything is settled, by partition
   */
  String line(SortedMap<Integer, Long> settled) {
    return FailureCode.TABLE_REPLACED.tag(
        "the table was replaced while rows were stored (uuid %s before, %s now)%s: decide, and run tributary datasource adopt %s --from committed"
            .formatted(before, now, range(settled), datasource));
  }

  private static String range(SortedMap<Integer, Long> settled) {
    if (settled.isEmpty()) {
      return "";
    }
    String shown =
        settled.entrySet().stream()
            .limit(SHOWN_PARTITIONS)
            .map(
                partition ->
                    "of partition %d below offset %d"
                        .formatted(partition.getKey(), partition.getValue()))
            .collect(Collectors.joining(", "));
    int more = settled.size() - SHOWN_PARTITIONS;
    return "; the one before has the rows "
        + shown
        + (more > 0 ? ", and of %d more".formatted(more) : "");
  }
}
