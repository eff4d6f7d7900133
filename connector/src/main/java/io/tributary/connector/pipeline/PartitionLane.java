package io.tributary.connector.pipeline;

import io.tributary.connector.decode.RecordEncoder;
import io.tributary.connector.kafka.OffsetLedger;
import io.tributary.connector.quarantine.QuarantineEncoder;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.protocol.row.RowProblem;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One assigned partition: its records become batches of good rows and batches of quarantined ones,
 * and its ledger knows which offset may be committed.
 *
 * <p>Failure semantics: a lane that is dropped (revoked partition) loses only what was not settled,
 * and that is read again from the last commit.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class PartitionLane {

  /** Takes finished batches; called on the event loop. */
  interface Outlet {
    void seal(PartitionLane lane, BatchKind kind, BatchBuilder batch);
  }

  private final int partition;
  private final OffsetLedger ledger;
  private final PipelineSettings settings;
  private final BatchBuilders builders;
  private final BatchBuilders quarantineBuilders;
  private final Outlet outlet;
  private @Nullable BatchBuilder rows;
  private @Nullable BatchBuilder quarantined;
  private long committed;

  /** What lanes of a pipeline share. */
  record Shared(
      PipelineSettings settings,
      BatchBuilders builders,
      BatchBuilders quarantineBuilders,
      Outlet outlet) {

    BatchBuilders builders(BatchKind kind) {
      return switch (kind) {
        case ROWS -> builders;
        case QUARANTINE -> quarantineBuilders;
      };
    }
  }

  PartitionLane(int partition, long start, Shared shared) {
    this.partition = partition;
    this.ledger = new OffsetLedger(start);
    this.settings = shared.settings();
    this.builders = shared.builders();
    this.quarantineBuilders = shared.quarantineBuilders();
    this.outlet = shared.outlet();
    this.committed = start;
  }

  int partition() {
    return partition;
  }

  /** Takes the records of one poll, in offset order. */
  void take(
      List<ConsumerRecord<ByteBuffer, ByteBuffer>> records,
      RecordEncoder encoder,
      QuarantineEncoder quarantine) {
    long nowNanos = System.nanoTime();
    for (int i = 0; i < records.size(); i++) {
      ConsumerRecord<ByteBuffer, ByteBuffer> record = records.get(i);
      BatchBuilder batch = rows;
      if (batch != null && !batch.reaches(record.offset())) {
        sealRows();
        batch = null;
      }
      if (batch == null) {
        batch = builders.take();
        rows = batch;
      }
      RowProblem problem = encoder.encode(record, batch.rows());
      if (problem == null) {
        batch.added(record.offset(), record.timestamp(), ledger, nowNanos);
        if (batch.bytes() >= settings.batchBytes() || batch.rowCount() >= settings.batchRows()) {
          sealRows();
        }
      } else {
        quarantine(record, problem, quarantine, nowNanos);
      }
    }
  }

  private void quarantine(
      ConsumerRecord<ByteBuffer, ByteBuffer> record,
      RowProblem problem,
      QuarantineEncoder quarantine,
      long nowNanos) {
    BatchBuilder batch = quarantined;
    if (batch != null && !batch.reaches(record.offset())) {
      sealQuarantined();
      batch = null;
    }
    if (batch == null) {
      batch = quarantineBuilders.take();
      quarantined = batch;
    }
    quarantine.encode(record, problem, batch.rows());
    batch.added(record.offset(), record.timestamp(), ledger, nowNanos);
    if (batch.bytes() >= quarantine.maxRowBytes() || batch.rowCount() >= settings.batchRows()) {
      sealQuarantined();
    }
  }

  /** Every offset below this one has been taken. */
  void advance(long nextOffset) {
    ledger.advance(nextOffset);
  }

  /** Sends what is older than allowed. */
  void sealOlderThan(long nanos, long nowNanos) {
    BatchBuilder open = rows;
    if (open != null && !open.isEmpty() && open.ageNanos(nowNanos) >= nanos) {
      sealRows();
    }
    BatchBuilder openQuarantine = quarantined;
    if (openQuarantine != null && openQuarantine.ageNanos(nowNanos) >= nanos) {
      sealQuarantined();
    }
  }

  /** Sends what there is. */
  void sealAll() {
    sealOlderThan(Long.MIN_VALUE, 0);
  }

  private void sealRows() {
    BatchBuilder full = rows;
    rows = null;
    if (full != null) {
      outlet.seal(this, BatchKind.ROWS, full);
    }
  }

  private void sealQuarantined() {
    BatchBuilder full = quarantined;
    quarantined = null;
    if (full != null) {
      outlet.seal(this, BatchKind.QUARANTINE, full);
    }
  }

  /** A batch of this lane is durable. */
  void settled(BatchBuilder batch) {
    batch.settle(ledger);
  }

  /** The offset to commit. */
  long committable() {
    return ledger.committable();
  }

  /** True when there is something new to commit. */
  boolean owesCommit() {
    return ledger.committable() > committed;
  }

  void committed(long offset) {
    committed = Math.max(committed, offset);
  }
}
