package io.tributary.connector.pipeline;

import io.tributary.connector.decode.RecordLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * @param batchBytes a batch is sent when it has so many payload bytes
 * @param batchRows or so many rows
 * @param batchInterval or when its first row is so old
 * @param maxUnsettledBytes payload bytes without a verdict at which the partitions are paused
 * @param commitInterval how often offsets are committed
 * @param lookInterval how often the pipeline looks whether the table was altered
 * @param maxAddedColumns columns that may be added to the table for new fields
 * @param startTimeout how long a gatherer may take to describe the table
 * @param drainTimeout how long a stop waits for verdicts
 * @param lease how long after a commit inserts of this connector may begin
 * @param recordLimits how large records may be
 */
public record PipelineSettings(
    int batchBytes,
    int batchRows,
    Duration batchInterval,
    long maxUnsettledBytes,
    Duration commitInterval,
    Duration lookInterval,
    int maxAddedColumns,
    Duration startTimeout,
    Duration drainTimeout,
    Duration lease,
    RecordLimits recordLimits) {

  /** A commit is repeated before a third of the lease is over. */
  private static final int RENEWALS = 3;

  /** A batch that is sent by its age has rows of so many polls. */
  private static final int POLLS_OF_BATCH = 2;

  /** A rebalance goes on in polls only. */
  private static final Duration LONGEST_POLL_INTERVAL = Duration.ofMillis(100);

  /** How far apart polls are when there is no backlog. */
  Duration pollInterval() {
    return Collections.min(List.of(batchInterval.dividedBy(POLLS_OF_BATCH), LONGEST_POLL_INTERVAL));
  }

  /** The lease. */
  int leaseMillis() {
    return (int) lease.toMillis();
  }

  /** Age of a commit at which it is repeated, though nothing moved. */
  long renewNanos() {
    return lease.toNanos() / RENEWALS;
  }

  /** How often commits are looked after. */
  long commitMillis() {
    return Math.max(1, Math.min(commitInterval.toMillis(), lease.toMillis() / RENEWALS));
  }

  /** The same with batches that a gatherer accepts. */
  PipelineSettings withBatch(int bytes, int rows) {
    return new PipelineSettings(
        bytes,
        rows,
        batchInterval,
        maxUnsettledBytes,
        commitInterval,
        lookInterval,
        maxAddedColumns,
        startTimeout,
        drainTimeout,
        lease,
        recordLimits);
  }
}
