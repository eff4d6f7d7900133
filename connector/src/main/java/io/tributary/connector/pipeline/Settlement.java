package io.tributary.connector.pipeline;

import io.tributary.connector.kafka.RecordFetcher;
import io.tributary.connector.pipeline.RefusedBatch.GuiltyRow;
import io.tributary.connector.quarantine.QuarantineEncoder;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.connector.uplink.Batch;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.json.RowProblem;
import io.tributary.service.failure.FailureCode;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From verdicts to settled offsets. A stored batch settles its offsets. A refused one is taken
 * apart: its rows are sent again in parts, refused parts again, until the guilty rows stand alone;
 * those are read from Kafka once more and sent to the quarantine.
 *
 * <p>Failure semantics: a refused batch settles when each of its rows is stored or quarantined, not
 * before. When the process or the partition goes, all of it is read again. A guilty row whose
 * record Kafka no longer holds is quarantined without its value.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  /** Guilty rows that are read from Kafka at once. */
  private static final int FETCH_ROWS = 500;

  private final Dispatch dispatch;
  private final RecordFetcher fetcher;
  private final Supplier<Encoding> encoding;
  private final PipelineMeters meters;
  private final Hooks hooks;

  /** Refused batches of partitions that are still ours. */
  private final Set<RefusedBatch> open = new HashSet<>();

  private long refusedBytes;

  /**
   * Who is told.
   *
   * @param settled the lane may have more to commit
   * @param failed the pipeline cannot go on; one line without the datasource
   */
  record Hooks(Consumer<PartitionLane> settled, Consumer<String> failed) {}

  Settlement(
      Dispatch dispatch,
      RecordFetcher fetcher,
      Supplier<Encoding> encoding,
      PipelineMeters meters,
      Hooks hooks) {
    this.dispatch = dispatch;
    this.fetcher = fetcher;
    this.encoding = encoding;
    this.meters = meters;
    this.hooks = hooks;
  }

  /** Payload bytes of batches that are being taken apart. */
  long refusedBytes() {
    return refusedBytes;
  }

  /** A batch of this pipeline has its final verdict. */
  void settled(Batch batch, Verdict verdict) {
    Origin origin = (Origin) batch.origin();
    switch (verdict) {
      case Verdict.Stored stored -> durable(origin);
      case Verdict.AlreadyStored stored -> durable(origin);
      case Verdict.Refused refused -> refused(batch, origin, refused);
      case Verdict.Deferred deferred ->
          throw new IllegalStateException("the uplink sends deferred batches again by itself");
    }
  }

  private void durable(Origin origin) {
    switch (origin) {
      case Origin.Whole whole -> whole(whole);
      case Origin.Part part -> rows(part.of(), part.rows());
      case Origin.Guilty guilty -> {
        int rows = guilty.batch().rowCount();
        meters.settled(rows);
        guilty.builders().giveBack(guilty.batch());
        rows(guilty.of(), rows);
      }
    }
  }

  private void rows(RefusedBatch refused, int rows) {
    if (open.contains(refused) && refused.settled(rows)) {
      close(refused);
      log.info(
          "partition {}: {} guilty rows of a refused batch are in the quarantine, {} are stored",
          refused.lane().partition(),
          refused.guiltyRows(),
          refused.rows() - refused.guiltyRows());
      whole(refused.origin());
    }
  }

  private void close(RefusedBatch refused) {
    if (open.remove(refused)) {
      refusedBytes -= refused.bytes();
    }
  }

  /** The lane's partition is no longer ours: whoever has it now reads its rows again. */
  void abandon(PartitionLane lane) {
    open.stream().filter(refused -> refused.lane() == lane).toList().forEach(this::close);
  }

  private void whole(Origin.Whole whole) {
    long nowMillis = System.currentTimeMillis();
    BatchBuilder batch = whole.batch();
    batch.times().forEach((millis, records) -> meters.stored(nowMillis - millis, records));
    meters.settled(batch.rowCount());
    whole.lane().settled(batch);
    whole.builders().giveBack(batch);
    hooks.settled().accept(whole.lane());
  }

  private void refused(Batch batch, Origin origin, Verdict.Refused refused) {
    switch (origin) {
      case Origin.Whole whole when whole.kind() == BatchKind.QUARANTINE ->
          quarantineRefused(batch, refused);
      case Origin.Guilty guilty -> quarantineRefused(batch, refused);
      case Origin.Whole whole -> {
        log.warn(
            "partition {}: ClickHouse refuses offsets {} to {}, the guilty rows are looked for: {}",
            whole.lane().partition(),
            batch.firstOffset(),
            batch.lastOffset(),
            FailureCode.ROW_REFUSED.tag(refused.message()));
        meters.refused();
        RefusedBatch apart = new RefusedBatch(batch, whole);
        open.add(apart);
        refusedBytes += apart.bytes();
        apart(apart, 0, batch.rowCount(), refused);
      }
      case Origin.Part part -> apart(part.of(), part.firstRow(), part.rows(), refused);
    }
  }

  private void apart(RefusedBatch batch, int firstRow, int rows, Verdict.Refused refused) {
    if (!open.contains(batch)) {
      return;
    }
    if (rows > 1) {
      dispatch.again(batch.parts(firstRow, rows));
    } else {
      batch.guilty(firstRow, refused.message());
      quarantineMore(batch);
    }
  }

  private void quarantineMore(RefusedBatch batch) {
    if (batch.beginFetch()) {
      List<GuiltyRow> guilty = batch.takeGuilty(FETCH_ROWS);
      fetcher
          .fetch(batch.lane().partition(), guilty.stream().map(GuiltyRow::offset).toList())
          .onSuccess(records -> quarantine(batch, guilty, records));
    }
  }

  private void quarantine(
      RefusedBatch refused,
      List<GuiltyRow> guilty,
      Map<Long, ConsumerRecord<ByteBuffer, ByteBuffer>> records) {
    refused.endFetch();
    if (!open.contains(refused)) {
      return;
    }
    Encoding now = encoding.get();
    QuarantineEncoder quarantine = now.quarantine();
    BatchBuilders builders = now.shared().builders(BatchKind.QUARANTINE);
    BatchBuilder batch = builders.take();
    for (GuiltyRow row : guilty) {
      if (batch.bytes() >= quarantine.maxRowBytes()) {
        dispatch.quarantine(new Origin.Guilty(refused, batch, builders));
        batch = builders.take();
      }
      var record = records.getOrDefault(row.offset(), gone(refused, row.offset()));
      boolean there = records.containsKey(row.offset());
      quarantine.encode(record, problem(row, there), batch.rows());
      batch.addedGuilty(row.offset());
    }
    dispatch.quarantine(new Origin.Guilty(refused, batch, builders));
    quarantineMore(refused);
  }

  private static RowProblem problem(GuiltyRow row, boolean there) {
    String reason = there ? row.reason() : "its record is gone from the topic; " + row.reason();
    return new RowProblem("", "", "", "", reason);
  }

  private static ConsumerRecord<ByteBuffer, ByteBuffer> gone(RefusedBatch batch, long offset) {
    return new ConsumerRecord<>(batch.topic(), batch.lane().partition(), offset, null, null);
  }

  private void quarantineRefused(Batch batch, Verdict.Refused refused) {
    hooks
        .failed()
        .accept(
            FailureCode.QUARANTINE_REFUSED.line(
                "ClickHouse refuses quarantined offsets %d to %d of partition %d: %s"
                    .formatted(
                        batch.firstOffset(),
                        batch.lastOffset(),
                        batch.stream().partition(),
                        refused.message())));
  }
}
