package io.tributary.protocol.frame;

import java.util.List;
import java.util.UUID;

/**
 * Offsets of one partition that need nothing more: each is durably a row of the table or of its
 * quarantine, or was skipped by Kafka.
 *
 * @param table uuid of the table as it was described to the writer
 * @param guarantee under which the rows were sent
 * @param first lowest offset, 0 or more
 * @param until offset behind the highest one, above {@code first}
 * @param skipped offsets among them that never were a record for the writer, because Kafka skipped
 *     them: ascending, disjoint, at most {@link #MAX_RANGES}
 */
public record DeliveryReport(
    SourcePartition source,
    UUID table,
    Guarantee guarantee,
    long first,
    long until,
    List<OffsetRange> skipped) {
  /** With each range of 16 bytes a fraction of what a control frame may have. */
  public static final int MAX_RANGES = 10_000;

  public DeliveryReport {
    if (skipped.size() > MAX_RANGES) {
      throw new BrokenRule(
          Rule.LIST_SIZE, "more than " + MAX_RANGES + " ranges: " + skipped.size());
    }
    if (first < 0 || until <= first) {
      throw new BrokenRule(
          Rule.OFFSET_ORDER, "no offsets are reported: from %d until %d".formatted(first, until));
    }
    Check.ascending(skipped);
    if (!skipped.isEmpty()
        && (skipped.getFirst().first() < first || skipped.getLast().last() >= until)) {
      throw new BrokenRule(
          Rule.OFFSET_ORDER,
          "skipped %s to %s are not in %d..%d"
              .formatted(skipped.getFirst(), skipped.getLast(), first, until - 1));
    }
    skipped = List.copyOf(skipped);
  }
}
