package io.tributary.cli.audit;

import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
  public boolean isBroken() {
    return isMissingSome() || (isExact() && duplicates() > 0);
  }

  /** True when it could be compared. */
  public boolean isChecked() {
    return finding.problem() == null;
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

  /** True when nothing would be wrong any more if all that Kafka has were filled. */
  public boolean isWholeOnceFilled() {
    boolean others =
        partitions.stream()
            .anyMatch(partition -> !partition.lost().isEmpty() || !partition.missing().isEmpty());
    return !others && !(isExact() && duplicates() > 0);
  }

  /** The lowest hole that can be filled, by partition. */
  Map<Integer, Long> firstHoles() {
    Map<Integer, Long> holes = new TreeMap<>();
    for (PartitionVerdict partition : partitions) {
      if (!partition.fillable().isEmpty()) {
        holes.merge(
            partition.finding().source().partition(), partition.fillable().first(), Math::min);
      }
    }
    return holes;
  }
}
