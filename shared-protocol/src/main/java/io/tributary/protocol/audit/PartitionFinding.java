package io.tributary.protocol.audit;

import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found about one partition of one incarnation of a topic.
 *
 * @param from lowest offset that was compared
 * @param until offset behind the highest one
 * @param rows offsets that the table holds in there, each counted once
 * @param quarantined offsets that only the quarantine table holds
 * @param missing delivered, but neither in the table nor, without having been replayed, in its
 *     quarantine
 * @param duplicates more than once in the table, or in it and, without having been replayed, in its
 *     quarantine
 * @param unreported in no report and in no table, though reports behind them exist: a report was
 *     lost, or rows were; only Kafka can tell
 * @param skipped offsets that never were a record for the connector, because Kafka skipped them
 * @param truncated there may be more than the lists have: one ends at {@link #MAX_RANGES}, or not
 *     all offsets in doubt were looked at
 * @param unchecked offsets among which a row may be missing, or stored twice against the guarantee,
 *     that were not looked at, whatever the lists have
 */
public record PartitionFinding(
    SourcePartition source,
    long from,
    long until,
    long rows,
    long quarantined,
    List<OffsetRange> missing,
    List<OffsetRange> duplicates,
    List<OffsetRange> unreported,
    long skipped,
    boolean truncated,
    long unchecked) {
  /** So many ranges each list has at most. */
  public static final int MAX_RANGES = 1_000;

  public PartitionFinding {
    missing = List.copyOf(missing);
    duplicates = List.copyOf(duplicates);
    unreported = List.copyOf(unreported);
    if (from < 0 || until < from || rows < 0 || quarantined < 0 || skipped < 0 || unchecked < 0) {
      throw new IllegalArgumentException(
          "%s cannot have %d rows, %d quarantined, %d skipped and %d unchecked in %d..%d"
              .formatted(source, rows, quarantined, skipped, unchecked, from, until));
    }
  }

  /**
   * A finding that does not tell what was not looked at, as earlier gatherers have it: everything,
   * if it is truncated and no list is long enough to be the reason.
   */
  public PartitionFinding(
      SourcePartition source,
      long from,
      long until,
      long rows,
      long quarantined,
      List<OffsetRange> missing,
      List<OffsetRange> duplicates,
      List<OffsetRange> unreported,
      long skipped,
      boolean truncated) {
    this(
        source,
        from,
        until,
        rows,
        quarantined,
        missing,
        duplicates,
        unreported,
        skipped,
        truncated,
        truncated && Stream.of(missing, duplicates, unreported).noneMatch(PartitionFinding::isFull)
            ? until - from
            : 0);
  }

  private static boolean isFull(List<OffsetRange> list) {
    return list.size() >= MAX_RANGES;
  }

  /** True when all offsets in doubt were looked at. */
  public boolean isChecked() {
    return unchecked == 0;
  }

  JsonObject json() {
    return new JsonObject()
        .put("topic", source.topic())
        .put("partition", source.partition())
        .put("run", JsonFields.run(source.run()))
        .put("from", from)
        .put("until", until)
        .put("rows", rows)
        .put("quarantined", quarantined)
        .put("missing", JsonFields.ranges(missing))
        .put("duplicates", JsonFields.ranges(duplicates))
        .put("unreported", JsonFields.ranges(unreported))
        .put("skipped", skipped)
        .put("truncated", truncated)
        .put("unchecked", unchecked);
  }

  static PartitionFinding read(JsonObject json) {
    PartitionFinding read =
        new PartitionFinding(
            new SourcePartition(
                json.getString("topic"), json.getInteger("partition"), JsonFields.run(json)),
            json.getLong("from"),
            json.getLong("until"),
            json.getLong("rows"),
            json.getLong("quarantined"),
            JsonFields.ranges(json, "missing"),
            JsonFields.ranges(json, "duplicates"),
            JsonFields.ranges(json, "unreported"),
            json.getLong("skipped"),
            json.getBoolean("truncated"));
    Long unchecked = json.getLong("unchecked");
    return unchecked == null ? read : read.withUnchecked(unchecked);
  }

  private PartitionFinding withUnchecked(long offsets) {
    return new PartitionFinding(
        source,
        from,
        until,
        rows,
        quarantined,
        missing,
        duplicates,
        unreported,
        skipped,
        truncated,
        offsets);
  }
}
