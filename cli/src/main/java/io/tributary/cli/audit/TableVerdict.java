package io.tributary.cli.audit;

import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.SourcePartition;
import java.util.List;
import java.util.Optional;

/**
 * What became of a table.
 *
 * <p>Pure.
 *
 * @param askedKafka false if no datasource of the project writes it
 */
public record TableVerdict(
    TableFinding finding, boolean askedKafka, List<PartitionVerdict> partitions) {
  public TableVerdict {
    partitions = List.copyOf(partitions);
  }

  /** Name of the datasource. */
  public String datasource() {
    return finding.table();
  }

  /** True when a row is missing, or stored twice against the guarantee. */
  boolean isBroken() {
    return isMissingSome() || (isExact() && duplicates() > 0);
  }

  /** True when all of it could be compared, and nothing is left that Kafka was not asked about. */
  boolean isChecked() {
    return finding.problem() == null && partitions.stream().allMatch(PartitionVerdict::isChecked);
  }

  /** True when there are offsets of which nobody can tell any more whether they had records. */
  boolean isUntoldSome() {
    return partitions.stream().anyMatch(partition -> !partition.untold().isEmpty());
  }

  /** True when Kafka would know more, and was not asked. */
  boolean isInDoubt() {
    return !askedKafka
        && (isMissingSome()
            || partitions.stream().anyMatch(partition -> !partition.unasked().isEmpty()));
  }

  /** True when a row is missing. */
  boolean isMissingSome() {
    return partitions.stream().anyMatch(partition -> partition.missingOffsets() > 0);
  }

  /** How many offsets have more than one row. */
  long duplicates() {
    return partitions.stream().mapToLong(PartitionVerdict::duplicateOffsets).sum();
  }

  boolean isExact() {
    return finding.guarantee() == Guarantee.EXACTLY_ONCE;
  }

  /** How many missing offsets Kafka still has. */
  public long fillable() {
    return partitions.stream().mapToLong(partition -> partition.fillable().count()).sum();
  }

  /** True when something would be wrong even if all that Kafka has were filled. */
  boolean isBrokenOnceFilled() {
    boolean others =
        partitions.stream()
            .anyMatch(partition -> !partition.lost().isEmpty() || !partition.missing().isEmpty());
    return others || (isExact() && duplicates() > 0);
  }

  /** What is known of a partition, empty if nothing is. */
  Optional<PartitionVerdict> of(SourcePartition source) {
    return partitions.stream()
        .filter(partition -> partition.finding().source().equals(source))
        .findFirst();
  }
}
