package io.tributary.connector.pipeline;

import io.tributary.connector.decode.RecordEncoder;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.RecordLimits;
import io.tributary.connector.quarantine.RecordQuarantine;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.connector.uplink.Batch.DeclaredLayout;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.plan.TablePlan;

/**
 * How records become rows, from the moment the gatherer has described the table. Replaced as a
 * whole when the table changes.
 *
 * @param plan how records become rows of the table as it is
 * @param layout of good rows
 * @param quarantineLayout of quarantined ones
 * @param shared what the lanes share; the same over all changes of the table
 * @param limits of the gatherer that it was made for
 */
record Encoding(
    TablePlan plan,
    DeclaredLayout layout,
    DeclaredLayout quarantineLayout,
    RecordEncoder records,
    RecordQuarantine quarantine,
    PartitionLane.Shared shared,
    int maxRowBytes,
    SessionLimits limits) {

  /** Memory is kept for the batches that wait for a verdict, and for as many as this share more. */
  private static final int SPARE_SHARE = 4;

  /** For so few in any case, and no more than so many however small batches are. */
  private static final int LEAST_KEPT = 16;

  private static final int MOST_KEPT = 1024;

  /** Memory that had to grow beyond so many full batches is not kept. */
  private static final int KEPT_FILLS = 4;

  /** What limits a batch: the gatherer and the settings. */
  record Bounds(SessionLimits limits, PipelineSettings settings) {}

  /**
   * Whose records they are.
   *
   * @param format how they are read
   * @param meta what all records of the topic share
   * @param quarantine where those go that make no row
   * @param importId who sends them there
   */
  record Provenance(
      RecordFormat format, MetaFields meta, QuarantineTable quarantine, String importId) {

    RecordEncoder encoder(TablePlan plan, int maxRowBytes, RecordLimits limits) {
      return new RecordEncoder(plan, format.readers(plan, maxRowBytes), meta, maxRowBytes, limits);
    }
  }

  /** The first encoding of a pipeline. */
  static Encoding of(TablePlan plan, Bounds bounds, Provenance from, PartitionLane.Outlet outlet) {
    SessionLimits limits = bounds.limits();
    int maxBatch = limits.maxBatchBytes();
    // A batch is full at half of what the gatherer accepts, so that one more row always fits.
    int fullAt = Math.min(bounds.settings().batchBytes(), maxBatch / 2);
    int maxRowBytes = maxBatch - fullAt;
    PipelineSettings settings =
        bounds
            .settings()
            .withBatch(fullAt, Math.min(bounds.settings().batchRows(), limits.maxBatchRows()));
    int maxQuarantineBatch = limits.maxQuarantineBatchBytes();
    return new Encoding(
        plan,
        DeclaredLayout.of(plan.layout()),
        DeclaredLayout.of(from.quarantine().layout()),
        from.encoder(plan, maxRowBytes, settings.recordLimits()),
        new RecordQuarantine(from.quarantine(), from.meta(), from.importId(), maxQuarantineBatch),
        new PartitionLane.Shared(
            settings,
            new BatchBuilders(
                fullAt,
                maxBatch,
                new BatchBuilders.Kept(
                    batchesKept(settings.maxUnsettledBytes(), fullAt), KEPT_FILLS * fullAt)),
            new BatchBuilders(
                maxQuarantineBatch,
                maxQuarantineBatch,
                new BatchBuilders.Kept(1, maxQuarantineBatch)),
            outlet),
        maxRowBytes,
        limits);
  }

  private static int batchesKept(long unsettledBytes, int fullAt) {
    long waiting = unsettledBytes / fullAt;
    return Math.clamp(waiting + waiting / SPARE_SHARE, LEAST_KEPT, MOST_KEPT);
  }

  /** The same for a table that has changed. */
  Encoding with(TablePlan plan, Provenance from) {
    return new Encoding(
        plan,
        DeclaredLayout.of(plan.layout()),
        quarantineLayout,
        from.encoder(plan, maxRowBytes, shared.settings().recordLimits()),
        quarantine,
        shared,
        maxRowBytes,
        limits);
  }

  /** The layout of such batches. */
  DeclaredLayout layout(BatchKind kind) {
    return switch (kind) {
      case ROWS -> layout;
      case QUARANTINE -> quarantineLayout;
    };
  }

  /** True when a gatherer with these limits takes every batch that was made. */
  boolean fits(SessionLimits others) {
    return others.maxBatchBytes() >= limits.maxBatchBytes()
        && others.maxQuarantineBatchBytes() >= limits.maxQuarantineBatchBytes()
        && others.maxBatchRows() >= limits.maxBatchRows();
  }
}
