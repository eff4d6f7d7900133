package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.decode.PlainJson;
import io.tributary.connector.kafka.RecordFetcher.Fetched;
import io.tributary.connector.pipeline.Origin.Guilty;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Verdict;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of offsets when ClickHouse refuses rows. */
final class SettlementTest {
  private static final Verdict STORED = new Verdict.Stored();
  private static final Verdict REFUSED = new Verdict.Refused(469, "Constraint is violated");
  private static final int ROWS = 5_000;
  private static final int PARTITION = 3;
  private static final @Nullable ByteBuffer NO_KEY = null;
  private static final Fetched NOTHING_LEFT = new Fetched(Map.of(), Fetched.ALL);

  private final Vertx vertx = Vertx.vertx();
  private final Uplink uplink = TestEncoding.uplink(vertx);
  private final Deque<Batch> sent = new ArrayDeque<>();
  private final Deque<Guilty> quarantined = new ArrayDeque<>();
  private final List<Promise<Fetched>> fetches = new ArrayList<>();
  private final List<List<Long>> fetched = new ArrayList<>();
  private final List<BooleanSupplier> wanted = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Long> fenced = new ArrayList<>();
  private final Deque<Batch> sealed = new ArrayDeque<>();
  private final Encoding encoding = TestEncoding.of(new PlainJson(null), ROWS, this::seal);
  private final Settlement settlement =
      new Settlement(
          new Out(),
          this::fetch,
          () -> encoding,
          new PipelineMeters(new Meters(), "clicks", 1 << 20),
          new Settlement.Hooks(lane -> {}, (partition, epoch) -> fenced.add(epoch), failures::add));
  private final Holding holding =
      TestEncoding.holding(
          uplink, PARTITION, 0, new OpenAnswer.Resume(List.of(), OpenAnswer.Resume.ALL));
  private final PartitionLane lane = new PartitionLane(holding, encoding.shared());
  private final StreamLink stream = holding.rows();

  @Test
  void fencedBatchGivesThePartitionUp() {
    Batch batch = batch(0);
    settlement.settled(batch, new Verdict.Fenced(7));
    assertEquals(List.of(7L), fenced);
    assertEquals(0, lane.committable(), "nothing of it is known to be stored");
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void refusedBatchIsCommittedOnlyWhenEveryRowIsStoredOrQuarantined() {
    settlement.settled(batch(0), REFUSED);
    answer(offset -> offset == 1_234 || offset == 4_999);

    assertEquals(0, lane.committable());
    assertEquals(List.of(List.of(1_234L)), fetched.subList(0, 1));
    fetches.removeFirst().complete(NOTHING_LEFT);
    assertEquals(0, lane.committable(), "the guilty rows are on their way");
    assertEquals(0, fetches.size(), "no more are read meanwhile");
    settlement.settled(quarantineBatch(quarantined.removeFirst()), STORED);
    fetches.removeFirst().complete(NOTHING_LEFT);
    assertEquals(0, lane.committable(), "the second is on its way");
    settlement.settled(quarantineBatch(quarantined.removeFirst()), STORED);
    assertEquals(List.of(1_234L, 4_999L), fetched.stream().flatMap(List::stream).toList());
    assertEquals(ROWS, lane.committable());
    assertEquals(0, settlement.refusedBytes());
  }

  @Test
  void oneBatchIsTakenApartAtATime() {
    settlement.settled(batch(0), REFUSED);
    int parts = sent.size();
    settlement.settled(batch(ROWS), REFUSED);
    assertEquals(parts, sent.size());
    answer(offset -> false);
    assertEquals(2L * ROWS, lane.committable());
    assertEquals(0, settlement.refusedBytes());
  }

  @Test
  void lostPartitionFreesItsRefusedBatches() {
    settlement.settled(batch(0), REFUSED);
    settlement.settled(batch(ROWS), REFUSED);
    uplink.abandon(stream);
    settlement.abandon(lane);
    assertEquals(0, settlement.refusedBytes());
    settlement.settled(sent.getFirst(), REFUSED);
    settlement.settled(sent.getLast(), STORED);
    assertEquals(0, lane.committable());
    assertEquals(0, settlement.refusedBytes());
  }

  @Test
  void refusalAfterThePartitionWasLostStartsNothing() {
    Batch late = batch(0);
    uplink.abandon(stream);
    settlement.abandon(lane);
    settlement.settled(late, REFUSED);
    assertEquals(0, sent.size());
    assertEquals(0, settlement.refusedBytes());
  }

  @Test
  void recordsOfALostPartitionAreWantedNoMore() {
    settlement.settled(batch(0), REFUSED);
    answer(offset -> offset == 7);
    assertTrue(wanted.getFirst().getAsBoolean());
    settlement.abandon(lane);
    assertEquals(false, wanted.getFirst().getAsBoolean());
    fetches.getFirst().complete(NOTHING_LEFT);
    assertEquals(0, quarantined.size());
  }

  @Test
  void whatWasNotLookedAtYetIsFetchedNext() {
    settlement.settled(batch(0), REFUSED);
    answer(offset -> offset == 7 || offset == 8 || offset == 9);
    fetches.getFirst().complete(NOTHING_LEFT);
    settlement.settled(quarantineBatch(quarantined.removeFirst()), STORED);
    fetches.get(1).complete(new Fetched(Map.of(), 9));
    settlement.settled(quarantineBatch(quarantined.removeFirst()), STORED);
    assertEquals(List.of(List.of(7L), List.of(8L, 9L), List.of(9L)), fetched);
    assertEquals(0, lane.committable());
    fetches.get(2).complete(NOTHING_LEFT);
    settlement.settled(quarantineBatch(quarantined.removeFirst()), STORED);
    assertEquals(ROWS, lane.committable());
  }

  @Test
  void refusedQuarantineRowsStopThePipeline() {
    settlement.settled(batch(0), REFUSED);
    answer(offset -> offset == 7);
    fetches.getFirst().complete(NOTHING_LEFT);
    settlement.settled(quarantineBatch(quarantined.getFirst()), REFUSED);
    assertTrue(failures.getFirst().contains("QUARANTINE_REFUSED"), failures.getFirst());
    assertEquals(0, lane.committable());
  }

  /** Plays the gatherer until nothing waits: a batch with a bad offset is refused. */
  private void answer(LongPredicate bad) {
    while (!sent.isEmpty()) {
      Batch batch = sent.removeFirst();
      boolean guilty = false;
      for (long offset = batch.firstOffset(); offset <= batch.lastOffset(); offset++) {
        guilty |= bad.test(offset);
      }
      settlement.settled(batch, guilty ? REFUSED : STORED);
    }
  }

  private Future<Fetched> fetch(int partition, List<Long> offsets, BooleanSupplier stillWanted) {
    Promise<Fetched> promise = Promise.promise();
    fetches.add(promise);
    fetched.add(offsets);
    wanted.add(stillWanted);
    return promise.future();
  }

  /** Has the lane take records with offsets from {@code first}, and returns the batch it seals. */
  private Batch batch(long first) {
    List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = new ArrayList<>();
    for (long offset = first; offset < first + ROWS; offset++) {
      ByteBuffer value = ByteBuffer.wrap("{\"id\":1}".getBytes(StandardCharsets.UTF_8));
      records.add(new ConsumerRecord<>("topic", PARTITION, offset, NO_KEY, value));
    }
    lane.take(new PartitionLane.Polled(records, first + ROWS), encoding);
    return sealed.removeFirst();
  }

  private void seal(PartitionLane from, BatchKind kind, BatchBuilder builder) {
    sealed.add(
        new Batch(
            stream,
            encoding.layout(kind),
            builder.offsets(),
            RowsKind.FRESH,
            builder.payload(),
            new Origin.Whole(from, builder, encoding.shared().builders(kind), kind)));
  }

  private Batch quarantineBatch(Guilty guilty) {
    return new Batch(
        stream,
        encoding.layout(BatchKind.QUARANTINE),
        guilty.batch().offsets(),
        RowsKind.FRESH,
        guilty.batch().payload(),
        guilty);
  }

  /** Keeps what is sent. */
  private final class Out implements Settlement.Outgoing {
    @Override
    public void again(List<Batch> parts) {
      sent.addAll(parts);
    }

    @Override
    public void quarantine(Guilty guilty) {
      quarantined.add(guilty);
    }
  }
}
