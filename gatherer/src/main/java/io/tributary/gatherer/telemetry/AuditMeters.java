package io.tributary.gatherer.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.tributary.protocol.audit.AuditAnswer;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.service.telemetry.Meters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The meters of the auditor. Any thread. */
public final class AuditMeters {
  private final Meters meters;
  private final Counter rounds;
  private final Counter failures;
  private final Counter lost;
  private final AtomicLong lastRoundSeconds = new AtomicLong();
  private final Map<String, Found> tables = new ConcurrentHashMap<>();

  record Found(AtomicLong missing, AtomicLong twice, AtomicLong unreported, AtomicLong unchecked) {}

  AuditMeters(Meters meters) {
    this.meters = meters;
    rounds = meters.counter(GathererMetric.AUDIT_ROUNDS);
    failures = meters.counter(GathererMetric.AUDIT_FAILURES);
    lost = meters.counter(GathererMetric.AUDIT_REPORTS_LOST);
    Gauge unused = meters.gauge(GathererMetric.AUDIT_LAST_ROUND, lastRoundSeconds::get);
  }

  /** A round has ended. */
  public void roundEnded(long epochSeconds) {
    rounds.increment();
    lastRoundSeconds.set(epochSeconds);
  }

  /** Something could not be compared or stored. */
  public void failed() {
    failures.increment();
  }

  /** Reports were lost for want of room. */
  public void lost() {
    lost.increment();
  }

  /** What was found so far; a table that is not in it has nothing bad. */
  public void show(AuditAnswer found) {
    tables.values().forEach(table -> set(table, List.of()));
    for (TableFinding table : found.tables()) {
      set(watch(table.table()), table.partitions());
    }
  }

  /** Publishes what is found in a table; nothing so far, if it is a new one. */
  Found watch(String table) {
    return tables.computeIfAbsent(table, this::publish);
  }

  private Found publish(String table) {
    Found found = new Found(new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong());
    Gauge unusedMissing = meters.gauge(GathererMetric.AUDIT_MISSING, found.missing()::get, table);
    Gauge unusedTwice = meters.gauge(GathererMetric.AUDIT_DUPLICATE, found.twice()::get, table);
    Gauge unusedUnreported =
        meters.gauge(GathererMetric.AUDIT_UNREPORTED, found.unreported()::get, table);
    Gauge unused = meters.gauge(GathererMetric.AUDIT_UNCHECKED, found.unchecked()::get, table);
    return found;
  }

  private static void set(Found found, List<PartitionFinding> partitions) {
    found.missing().set(sum(partitions, PartitionFinding::missing));
    found.twice().set(sum(partitions, PartitionFinding::duplicates));
    found.unreported().set(sum(partitions, PartitionFinding::unreported));
    found.unchecked().set(partitions.stream().mapToLong(PartitionFinding::unchecked).sum());
  }

  private static long sum(
      List<PartitionFinding> partitions, Function<PartitionFinding, List<OffsetRange>> ranges) {
    long offsets = 0;
    for (PartitionFinding partition : partitions) {
      for (OffsetRange range : ranges.apply(partition)) {
        offsets += range.count();
      }
    }
    return offsets;
  }
}
