package io.tributary.connector.pipeline;

import io.tributary.connector.decode.MetaFields;
import io.tributary.connector.decode.RecordEncoder;
import io.tributary.connector.decode.TablePlan;
import io.tributary.connector.decode.ValueFormat;
import io.tributary.connector.quarantine.QuarantineEncoder;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.connector.uplink.Batch.DeclaredLayout;
import io.tributary.protocol.frame.SessionLimits;

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
    QuarantineEncoder quarantine,
    PartitionLane.Shared shared,
    int maxRowBytes,
    SessionLimits limits) {

  private static final int BUILDERS_KEPT = 64;

  /** What limits a batch: the gatherer and the settings. */
  record Bounds(SessionLimits limits, PipelineSettings settings) {}

  /** What turns records into fields: the message's own, and those of where it came from. */
  record Fields(ValueFormat format, MetaFields meta) {

    RecordEncoder encoder(TablePlan plan, int maxRowBytes) {
      return new RecordEncoder(plan, format.reader(plan, maxRowBytes), meta, maxRowBytes);
    }
  }

  /** The first encoding of a pipeline. */
  static Encoding of(TablePlan plan, Bounds bounds, Fields fields, PartitionLane.Outlet outlet) {
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
        DeclaredLayout.of(QuarantineEncoder.layout()),
        fields.encoder(plan, maxRowBytes),
        new QuarantineEncoder(fields.meta(), maxQuarantineBatch),
        new PartitionLane.Shared(
            settings,
            new BatchBuilders(maxBatch, BUILDERS_KEPT),
            new BatchBuilders(maxQuarantineBatch, 1),
            outlet),
        maxRowBytes,
        limits);
  }

  /** The same for a table that has changed. */
  Encoding with(TablePlan plan, Fields fields) {
    return new Encoding(
        plan,
        DeclaredLayout.of(plan.layout()),
        quarantineLayout,
        fields.encoder(plan, maxRowBytes),
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
