package io.tributary.gatherer.audit;

import io.tributary.gatherer.telemetry.AuditMeters;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes reports, hands them to the rounds and stores them, one insert after the other and whatever
 * is being compared meanwhile.
 *
 * <p>Failure semantics: reports that cannot be stored wait for the next time, as many as {@code
 * AUDIT_BUFFER_RANGES} allows; more are lost, which can hide a missing row and never makes one up.
 *
 * <p>Belongs to the auditor's event loop.
 */
final class ReportLog {
  private final DeliveryStore store;
  private final AuditRounds rounds;
  private final AuditMeters meters;
  private final AuditFailures failures;
  private final int maxRanges;
  private final ReportBuffer buffer;
  private Map<TableId, Map<SourcePartition, Delivered>> unstored = new HashMap<>();
  private Future<Void> underWay = Future.succeededFuture();
  private @Nullable String problem;

  ReportLog(
      DeliveryStore store,
      AuditRounds rounds,
      AuditMeters meters,
      AuditFailures failures,
      int maxRanges) {
    this.store = store;
    this.rounds = rounds;
    this.meters = meters;
    this.failures = failures;
    this.maxRanges = maxRanges;
    this.buffer = new ReportBuffer(maxRanges);
  }

  void add(TableId table, DeliveryReport report) {
    if (!buffer.add(table, report)) {
      meters.lost();
    }
  }

  /** Why reports were not stored last time, null if they were. */
  @Nullable String problem() {
    return problem;
  }

  boolean isStoring() {
    return !underWay.isComplete();
  }

  /** Stores what came in before; never fails, as rounds can do without the stored reports. */
  Future<Void> store() {
    underWay = underWay.compose(before -> storeNow());
    return underWay;
  }

  private Future<Void> storeNow() {
    Map<TableId, Map<SourcePartition, Delivered>> news = buffer.take();
    rounds.add(news);
    if (rounds.waitingRanges() > maxRanges) {
      rounds.dropWaiting();
      meters.lost();
    }
    AuditRounds writing = new AuditRounds();
    writing.add(unstored);
    writing.add(news);
    unstored = writing.waiting();
    if (writing.waitingRanges() > maxRanges) {
      unstored = new HashMap<>();
      meters.lost();
    }
    return store
        .append(unstored)
        .onSuccess(
            stored -> {
              unstored = new HashMap<>();
              problem = null;
              failures.healed();
            })
        .recover(
            failure -> {
              problem = "reports cannot be stored: " + failure.getMessage();
              failures.failed(failure);
              return Future.succeededFuture();
            });
  }
}
