package io.tributary.cli.audit;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.connector.kafka.GroupAdmin;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.kafka.TopicRecords;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.service.process.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
  private List<TableFinding> findings(AuditChoice choice) throws InterruptedException {
    if (choice.datasource() != null) {
      return gatherer.audit(choice.query()).tables();
    }
    Set<String> reported =
        gatherer.audit("").tables().stream().map(TableFinding::table).collect(Collectors.toSet());
    Set<String> names = new TreeSet<>(sources.keySet());
    names.addAll(reported);
    List<TableFinding> findings = new ArrayList<>();
    for (String name : names) {
      findings.addAll(compared(choice.of(name), name, reported.contains(name)));
    }
    return findings;
  }

  private List<TableFinding> compared(AuditChoice choice, String name, boolean reported)
      throws InterruptedException {
    try {
      return gatherer.audit(choice.query()).tables();
    } catch (GathererException e) {
      if (e.isMissing()) {
        return absent(name, reported).map(why -> unchecked(name, why)).stream().toList();
      }
      if (e.isRefusal()) {
        return List.of(unchecked(name, String.valueOf(e.getMessage())));
      }
      throw e;
    }
  }

  private static TableFinding unchecked(String name, String why) {
    return new TableFinding("", name, Guarantee.AT_LEAST_ONCE, why, List.of());
  }

  /** Why a table that is not there ought to be; empty if nothing was delivered to it yet. */
  private Optional<String> absent(String name, boolean reported) throws InterruptedException {
    if (reported) {
      return Optional.of("rows of it were reported, and the table is gone: dropped or renamed");
    }
    SourceSettings source = sources.get(name);
    if (source == null) {
      return Optional.empty();
    }
    try (GroupAdmin group = new GroupAdmin(source)) {
      return group.committed().isEmpty()
          ? Optional.empty()
          : Optional.of(
              "there is no such table, though consumer group %s has committed offsets: it was dropped or renamed, or something else has used the group"
                  .formatted(source.groupId()));
    } catch (StartException e) {
      return Optional.of(
          "there is no such table: nothing was delivered to it yet, or it was dropped or renamed, and its consumer group cannot be asked (%s)"
              .formatted(e.getMessage()));
    }
  }

  /** The same about one table, whenever it was delivered. */
  TableVerdict always(TableVerdict table, AuditChoice choice) throws InterruptedException {
    if (!choice.hasPeriod()) {
      return table;
    }
    List<TableVerdict> all = run(choice.of(table.datasource()).always());
    return all.isEmpty() ? table : all.getFirst();
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
        partitions.add(PartitionVerdict.of(found, sight(records, found, source.topic(), run)));
      }
    }
    return new TableVerdict(table, true, partitions);
  }

  private static TopicSight sight(
      TopicRecords records, PartitionFinding found, String topic, int run) {
    TopicSight unseen = new TopicSight(topic, run, TopicSight.NOTHING, TopicSight.NOTHING);
    int partition = found.source().partition();
    return unseen.isOf(found.source())
        ? new TopicSight(
            topic,
            run,
            records.look(partition, found.missing()),
            records.look(partition, found.unreported()))
        : unseen;
  }
}
