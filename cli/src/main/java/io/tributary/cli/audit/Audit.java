package io.tributary.cli.audit;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.connector.kafka.GroupAdmin;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.kafka.TopicRecords;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a gatherer what is missing and what is there twice, and Kafka about what is in doubt. Only
 * reads.
 *
 * <p>Thread: one, which blocks.
 */
public final class Audit {
  private final GathererClient gatherer;
  private final Map<String, SourceSettings> sources;

  /**
   * @param sources where the project's datasources read from, by name
   */
  public Audit(GathererClient gatherer, Map<String, SourceSettings> sources) {
    this.gatherer = gatherer;
    this.sources = Map.copyOf(sources);
  }

  /**
   * One verdict for each table that has reports.
   *
   * @throws io.tributary.cli.gatherer.GathererException if the gatherer cannot be asked
   * @throws io.tributary.service.process.StartException if Kafka cannot be asked
   */
  public List<TableVerdict> run(AuditChoice choice) throws InterruptedException {
    List<TableVerdict> verdicts = new ArrayList<>();
    for (TableFinding table : findings(choice)) {
      verdicts.add(verdict(table, sources.get(table.table())));
    }
    return verdicts;
  }

  /**
   * Each table anew: those of the project, and those that the gatherer has heard of since it
   * started.
   */
  private List<TableFinding> findings(AuditChoice choice) {
    if (choice.datasource() != null) {
      return gatherer.audit(choice.query()).tables();
    }
    Set<String> names = new TreeSet<>(sources.keySet());
    gatherer.audit("").tables().forEach(table -> names.add(table.table()));
    return names.stream().flatMap(name -> compared(choice.of(name), name)).toList();
  }

  private Stream<TableFinding> compared(AuditChoice choice, String name) {
    try {
      return gatherer.audit(choice.query()).tables().stream();
    } catch (GathererException e) {
      if (e.isMissing()) {
        // A table that no connector has asked for yet has nothing delivered to it.
        return Stream.empty();
      }
      if (e.isRefusal()) {
        return Stream.of(
            new TableFinding("", name, Guarantee.AT_LEAST_ONCE, e.getMessage(), List.of()));
      }
      throw e;
    }
  }

  private static TableVerdict verdict(TableFinding table, @Nullable SourceSettings source)
      throws InterruptedException {
    boolean doubts =
        table.partitions().stream()
            .anyMatch(found -> !found.missing().isEmpty() || !found.unreported().isEmpty());
    if (source == null || !doubts) {
      return new TableVerdict(
          table,
          source != null,
          table.partitions().stream().map(found -> PartitionVerdict.of(found, null)).toList());
    }
    List<PartitionVerdict> partitions = new ArrayList<>();
    int run;
    try (GroupAdmin group = new GroupAdmin(source)) {
      run = group.topic().run();
    }
    try (TopicRecords records = new TopicRecords(source)) {
      for (PartitionFinding found : table.partitions()) {
        partitions.add(PartitionVerdict.of(found, sight(records, found, run)));
      }
    }
    return new TableVerdict(table, true, partitions);
  }

  private static TopicSight sight(TopicRecords records, PartitionFinding found, int run) {
    int partition = found.source().partition();
    boolean same = found.source().run() == run;
    return new TopicSight(
        run,
        records.look(partition, same ? found.missing() : List.of()),
        records.look(partition, same ? found.unreported() : List.of()));
  }
}
