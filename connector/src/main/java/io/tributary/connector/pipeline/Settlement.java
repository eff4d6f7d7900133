package io.tributary.connector.pipeline;

import io.tributary.connector.kafka.RecordFetcher.Fetched;
import io.tributary.connector.pipeline.RefusedBatch.GuiltyRow;
import io.tributary.connector.quarantine.RecordQuarantine;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.connector.uplink.Batch;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From verdicts to settled offsets. A stored batch settles its offsets. A refused one is taken
 * apart: its rows are sent again in parts, refused parts again, until the guilty rows stand alone;
 * those are read from Kafka once more and sent to the quarantine. One refused batch is taken apart
 * at a time, so that the memory for parts is bounded; further ones wait as they are.
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

  private static final long LOG_EVERY_NANOS = 30_000_000_000L;

  /** Where parts and guilty rows go. */
  interface Outgoing {

    /** Sends parts of a refused batch. */
    void again(List<Batch> parts);

    /** Sends guilty rows to the quarantine. */
    void quarantine(Origin.Guilty guilty);
  }

  /** Where records can be read again. */
  interface Records {

    /** The first of the records with these ascending offsets that still exist; never fails. */
    Future<Fetched> fetch(int partition, List<Long> offsets, BooleanSupplier wanted);
  }

  /**
   * Who is told.
   *
   * @param settled the lane may have more to commit
   * @param fenced the partition was claimed by a writer of this epoch
   * @param failed the pipeline cannot go on; one line without the datasource
   */
  record Hooks(
      Consumer<PartitionLane> settled, BiConsumer<Integer, Long> fenced, Consumer<String> failed) {}

  private final Outgoing outgoing;
  private final Records records;
  private final Supplier<Encoding> encoding;
  private final PipelineMeters meters;
  private final Hooks hooks;

  /** Refused batches whose turn has not come. */
  private final Deque<RefusedBatch> waiting = new ArrayDeque<>();

  private @Nullable RefusedBatch searched;
  private long refusedBytes;
  private boolean logged;
  private long loggedNanos;

  Settlement(
      Outgoing outgoing,
      Records records,
      Supplier<Encoding> encoding,
      PipelineMeters meters,
      Hooks hooks) {
    this.outgoing = outgoing;
    this.records = records;
    this.encoding = encoding;
    this.meters = meters;
    this.hooks = hooks;
  }

  /** Payload bytes of batches that are being taken apart, or wait for it. */
  long refusedBytes() {
    return refusedBytes;
  }

  /** A batch of this pipeline has its final verdict. */
  void settled(Batch batch, Verdict verdict) {
    Origin origin = (Origin) batch.origin();
    judged(batch, origin, verdict);
    // Last, so that what a refused batch is taken apart into is under way before it is not.
    origin.lane().holding().tenure().gate().leave();
  }

  private void judged(Batch batch, Origin origin, Verdict verdict) {
    switch (verdict) {
      case Verdict.Stored stored -> durable(origin);
      case Verdict.AlreadyStored stored -> durable(origin);
      case Verdict.Refused refused -> refused(batch, origin, refused);
      case Verdict.Fenced fenced -> {
        if (!batch.stream().isAbandoned()) {
          hooks.fenced().accept(batch.stream().partition(), fenced.highestEpoch());
        }
      }
      case Verdict.Deferred deferred ->
          throw new IllegalStateException("the uplink sends deferred batches again by itself");
    }
  }

  private void durable(Origin origin) {
    switch (origin) {
      case Origin.Whole whole -> {
        meters.settled(whole.batch().rowCount());
        settle(whole);
      }
      case Origin.Part part -> durable(part.of(), part.rows());
      case Origin.Guilty guilty -> {
        int rows = guilty.batch().rowCount();
        guilty.builders().giveBack(guilty.batch());
        durable(guilty.of(), rows);
        if (guilty.of().quarantined()) {
          quarantineMore(guilty.of());
        }
      }
    }
  }

  private void durable(RefusedBatch refused, int rows) {
    meters.settled(rows);
    if (searched == refused && refused.settled(rows)) {
      settle(refused.origin());
      close(refused);
    }
  }

  private void settle(Origin.Whole whole) {
    long nowMillis = System.currentTimeMillis();
    BatchBuilder batch = whole.batch();
    batch.times().forEach((millis, count) -> meters.stored(nowMillis - millis, count));
    whole.lane().settled(batch);
    whole.builders().giveBack(batch);
    hooks.settled().accept(whole.lane());
  }

  private void refused(Batch batch, Origin origin, Verdict.Refused refused) {
    if (batch.stream().isAbandoned()) {
      // The partition is no longer ours: whoever has it now reads its rows again.
      return;
    }
    switch (origin) {
      case Origin.Whole whole when whole.kind() == BatchKind.QUARANTINE ->
          quarantineRefused(batch, refused);
      case Origin.Guilty guilty -> quarantineRefused(batch, refused);
      case Origin.Whole whole -> {
        announce(batch, refused);
        RefusedBatch apart = new RefusedBatch(batch, whole);
        refusedBytes += apart.bytes();
        waiting.add(apart);
        searchNext();
      }
      case Origin.Part part -> apart(part.of(), part.firstRow(), part.rows(), refused);
    }
  }

  private void announce(Batch batch, Verdict.Refused refused) {
    meters.refused();
    long nowNanos = System.nanoTime();
    if (!logged || nowNanos - loggedNanos > LOG_EVERY_NANOS) {
      logged = true;
      loggedNanos = nowNanos;
      log.warn(
          "partition {}: ClickHouse refuses offsets {} to {}, the guilty rows are searched for: {}",
          batch.stream().partition(),
          batch.firstOffset(),
          batch.lastOffset(),
          FailureCode.ROW_REFUSED.tag(refused.message()));
    }
  }

  private void searchNext() {
    if (searched == null) {
      RefusedBatch next = waiting.poll();
      searched = next;
      if (next != null) {
        outgoing.again(next.parts(0, next.rows()));
      }
    }
  }

  /** The lane's partition is no longer ours. */
  void abandon(PartitionLane lane) {
    for (RefusedBatch refused : List.copyOf(waiting)) {
      if (refused.lane() == lane && waiting.remove(refused)) {
        refusedBytes -= refused.bytes();
      }
    }
    RefusedBatch current = searched;
    if (current != null && current.lane() == lane) {
      close(current);
    }
  }

  private void close(RefusedBatch refused) {
    refusedBytes -= refused.bytes();
    searched = null;
    searchNext();
  }

  private void apart(RefusedBatch batch, int firstRow, int rows, Verdict.Refused refused) {
    if (searched != batch) {
      return;
    }
    if (rows > 1) {
      outgoing.again(batch.parts(firstRow, rows));
    } else {
      batch.guilty(firstRow, refused.message());
      quarantineMore(batch);
    }
  }

  private void quarantineMore(RefusedBatch batch) {
    if (searched == batch && batch.beginFetch()) {
      List<GuiltyRow> guilty = batch.takeGuilty(FETCH_ROWS);
      List<Long> offsets = guilty.stream().map(GuiltyRow::offset).toList();
      records
          .fetch(batch.lane().partition(), offsets, () -> searched == batch)
          .onSuccess(found -> fetched(batch, guilty, found));
    }
  }

  private void fetched(RefusedBatch refused, List<GuiltyRow> guilty, Fetched found) {
    if (searched != refused) {
      return;
    }
    List<GuiltyRow> looked = guilty.stream().filter(row -> row.offset() < found.end()).toList();
    refused.putBack(guilty.subList(looked.size(), guilty.size()));
    try {
      quarantine(refused, looked, found.records());
    } catch (RuntimeException e) {
      log.error("guilty rows cannot be quarantined", e);
      hooks
          .failed()
          .accept(FailureCode.RECORDS_NOT_TAKEN.line("guilty rows cannot be quarantined: " + e));
      return;
    }
    if (refused.endFetch()) {
      quarantineMore(refused);
    }
  }

  private void quarantine(
      RefusedBatch refused,
      List<GuiltyRow> guilty,
      Map<Long, ConsumerRecord<ByteBuffer, ByteBuffer>> found) {
    Encoding now = encoding.get();
    RecordQuarantine quarantine = now.quarantine();
    BatchBuilders builders = now.shared().builders(BatchKind.QUARANTINE);
    BatchBuilder batch = builders.take();
    for (GuiltyRow row : guilty) {
      if (batch.bytes() >= quarantine.fullAtBytes()) {
        send(refused, batch, builders);
        batch = builders.take();
      }
      var record = found.getOrDefault(row.offset(), gone(refused, row.offset()));
      quarantine.encode(record, problem(row, found.containsKey(row.offset())), batch.rows());
      batch.addedGuilty(row.offset());
    }
    if (!batch.isEmpty()) {
      send(refused, batch, builders);
    }
  }

  private void send(RefusedBatch refused, BatchBuilder batch, BatchBuilders builders) {
    refused.quarantining();
    outgoing.quarantine(new Origin.Guilty(refused, batch, builders));
  }

  private static RowProblem problem(GuiltyRow row, boolean there) {
    String reason = there ? row.reason() : "its record is gone from the topic; " + row.reason();
    return RowProblem.ofMessage(ProblemKind.REFUSED, "", reason);
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
