package io.tributary.connector.pipeline;

import io.tributary.connector.claim.CommitMark;
import io.tributary.connector.claim.HeldOffsets;
import io.tributary.connector.decode.RecordEncoder;
import io.tributary.connector.decode.RecordReaders;
import io.tributary.connector.kafka.DeliveredOffsets;
import io.tributary.connector.kafka.OffsetLedger;
import io.tributary.connector.quarantine.RecordQuarantine;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.row.RowProblem;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private final Holding holding;
  private final OffsetLedger ledger;
  private final DeliveredOffsets delivered;
  private final PipelineSettings settings;
  private final BatchBuilders builders;
  private final BatchBuilders quarantineBuilders;
  private final Outlet outlet;
  private @Nullable BatchBuilder rows;
  private @Nullable BatchBuilder quarantined;
  private final Deque<Polled> backlog = new ArrayDeque<>();
  private int awaited = RecordReaders.NO_SCHEMA;
  private long waitingBytes;
  private final HeldOffsets held;
  private boolean exhausted;

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

  PartitionLane(Holding holding, Shared shared) {
    this.holding = holding;
    this.held = holding.held();
    this.ledger = new OffsetLedger(holding.from());
    this.delivered = new DeliveredOffsets(holding.from());
    this.settings = shared.settings();
    this.builders = shared.builders();
    this.quarantineBuilders = shared.quarantineBuilders();
    this.outlet = shared.outlet();
  }

  int partition() {
    return holding.partition();
  }

  /** What allows it to send and to commit. */
  Holding holding() {
    return holding;
  }

  /** True when it came to the offset until which the table was looked at; it takes no more. */
  boolean isExhausted() {
    return exhausted;
  }

  /** True when it came to the offset until which the table was looked at, and all is settled. */
  boolean needsAnotherLook() {
    return exhausted && ledger.committable() >= held.until();
  }

  /**
   * What a poll brought for one partition.
   *
   * @param records in offset order
   * @param nextOffset the offset behind them and behind what Kafka skipped
   */
  record Polled(List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long nextOffset) {

    /** Bytes of keys and values. */
    long bytes() {
      long bytes = 0;
      for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records) {
        bytes += Math.max(0, record.serializedKeySize());
        bytes += Math.max(0, record.serializedValueSize());
      }
      return bytes;
    }
  }

  /** Takes the records of one poll, up to the first whose schema is not there. */
  void take(Polled polled, Encoding encoding) {
    backlog.addLast(polled);
    if (backlog.size() == 1) {
      again(encoding);
    } else {
      waitingBytes += polled.bytes();
    }
  }

  /** Takes what waits, up to the next record whose schema is not there. */
  void again(Encoding encoding) {
    awaited = RecordReaders.NO_SCHEMA;
    for (Polled polled = backlog.peekFirst(); polled != null; polled = backlog.peekFirst()) {
      int taken = take(polled.records(), encoding.records(), encoding.quarantine());
      backlog.removeFirst();
      if (awaited != RecordReaders.NO_SCHEMA) {
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> rest =
            polled.records().subList(taken, polled.records().size());
        ledger.advance(rest.getFirst().offset());
        backlog.addFirst(new Polled(rest, polled.nextOffset()));
        waitingBytes = backlog.stream().mapToLong(Polled::bytes).sum();
        return;
      }
      long next = Math.min(polled.nextOffset(), held.until());
      delivered.advance(next);
      ledger.advance(next);
    }
    waitingBytes = 0;
  }

  /** Bytes of the records that wait for a schema. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** Other schemas that waiting records need, so that they can be asked for at the same time. */
  Set<Integer> awaitsNext(Encoding encoding, int most) {
    Set<Integer> schemas = new HashSet<>();
    for (Polled polled : backlog) {
      for (ConsumerRecord<ByteBuffer, ByteBuffer> record : polled.records()) {
        int schema = encoding.records().awaits(record);
        if (schema != RecordReaders.NO_SCHEMA && schemas.add(schema) && schemas.size() >= most) {
          return schemas;
        }
      }
    }
    return schemas;
  }

  /** The schema that the first waiting record needs, if one waits. */
  int awaits() {
    return awaited;
  }

  /** Returns how many records were taken; fewer than all when one has to wait. */
  private int take(
      List<ConsumerRecord<ByteBuffer, ByteBuffer>> records,
      RecordEncoder encoder,
      RecordQuarantine quarantine) {
    long nowNanos = System.nanoTime();
    for (int i = 0; i < records.size(); i++) {
      ConsumerRecord<ByteBuffer, ByteBuffer> record = records.get(i);
      if (record.offset() >= held.until()) {
        exhausted = true;
        sealAll();
        return records.size();
      }
      delivered.read(record.offset());
      if (held.contains(record.offset())) {
        continue;
      }
      awaited = encoder.awaits(record);
      if (awaited != RecordReaders.NO_SCHEMA) {
        return i;
      }
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
    return records.size();
  }

  private void quarantine(
      ConsumerRecord<ByteBuffer, ByteBuffer> record,
      RowProblem problem,
      RecordQuarantine quarantine,
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
    if (batch.bytes() >= quarantine.fullAtBytes() || batch.rowCount() >= settings.batchRows()) {
      sealQuarantined();
    }
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

  /** What is settled and was in no report yet; it counts as reported from now on. */
  Optional<DeliveryReport> report() {
    CommitMark mark = holding.tenure().now().mark();
    return delivered.report(holding.rows().claim(), mark.table(), ledger.committable());
  }

  /**
   * How far it has come, for people.
   *
   * @param paused nothing is polled now
   */
  ConnectorPositions.Partition position(String datasource, boolean paused) {
    int most = ConnectorPositions.Partition.MAX_RANGES;
    List<OffsetRange> unsettled = ledger.unsettled(most);
    int batches = ledger.unsettledBatches();
    return new ConnectorPositions.Partition(
        datasource,
        holding.rows().claim().source(),
        Math.max(delivered.position(), ledger.committable()),
        ledger.committable(),
        batches,
        unsettled,
        batches > most,
        paused);
  }

  /** The offset to commit. */
  long committable() {
    return ledger.committable();
  }
}
