package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.decode.PlainJson;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.RecordReaders;
import io.tributary.connector.decode.ValueReader;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.connector.uplink.Uplink;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.ColumnDefinition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IntakeTest {
  private static final ByteBuffer NO_KEY = ByteBuffer.allocate(0);

  private final Vertx vertx = Vertx.vertx();
  private final Uplink uplink = TestEncoding.uplink(vertx);
  private OpenAnswer.Resume held = new OpenAnswer.Resume(List.of(), OpenAnswer.Resume.ALL);
  private final Set<Integer> schemas = new HashSet<>();
  private final List<Integer> taken = new ArrayList<>();
  private final List<Integer> needed = new ArrayList<>();
  private final List<String> moves = new ArrayList<>();
  private final List<String> sealed = new ArrayList<>();
  private final Encoding encoding = TestEncoding.of(new Numbered(), 1, this::seal);
  private final Intake intake =
      new Intake(
          new Intake.Hooks(
              lane -> taken.add(lane.partition()),
              needed::add,
              held -> moves.add("hold " + held),
              released -> moves.add("release " + released)));

  IntakeTest() {
    assign(0, 100);
    assign(1, 200);
  }

  @Test
  void whatNeedsNoSchemaIsTakenAtOnce() {
    poll(0, 100, "{}", "{}");
    assertEquals(List.of("0@100", "0@101"), sealed);
    assertEquals(List.of(), moves);
  }

  @Test
  void recordsBehindAnUnknownSchemaWaitInOrderAndOthersFlow() {
    poll(0, 100, "{}", "7{}", "{}");
    poll(0, 103, "{}");
    poll(1, 200, "{}");
    assertEquals(List.of("0@100", "1@200"), sealed);
    assertEquals(List.of("hold [0]"), moves.stream().distinct().toList());
    assertEquals(Set.of(1), intake.flowing());
    assertEquals(List.of(7), needed);

    has(7);

    assertEquals(List.of("0@100", "1@200", "0@101", "0@102", "0@103"), sealed);
    assertEquals("release [0]", moves.getLast());
    assertEquals(Set.of(0, 1), intake.flowing());
  }

  @Test
  void nothingThatWaitsIsCommitted() {
    poll(0, 100, "7{}", "{}");
    assertEquals(100, lane(0).committable());
    poll(0, 102);
    assertEquals(100, lane(0).committable());
  }

  @Test
  void oneSchemaAfterTheOtherIsAwaited() {
    poll(0, 100, "7{}", "8{}", "{}");
    poll(1, 200, "8{}");
    has(7);
    assertEquals(List.of("0@100"), sealed);
    has(8);
    assertEquals(List.of("0@100", "0@101", "0@102", "1@200"), sealed);
    assertEquals(List.of(7, 8), needed);
  }

  @Test
  void whatALostPartitionHeldBackIsForgotten() {
    poll(0, 100, "7{}");
    intake.lanes().remove(0);
    assign(0, 100);
    has(7);
    assertEquals(List.of(), sealed);
    poll(0, 100, "7{}");
    assertEquals(List.of("0@100"), sealed);
  }

  @Test
  void aLaterAssignmentAsksForTheSameSchemaAgain() {
    poll(0, 100, "7{}");
    intake.ready(7, encoding);
    assertEquals(List.of(7, 7), needed, "it is still not there");
  }

  @Test
  void heldOffsetsMakeNoRows() {
    held =
        new OpenAnswer.Resume(
            List.of(new OffsetRange(101, 102), new OffsetRange(104, 104)), OpenAnswer.Resume.ALL);
    assign(0, 100);
    poll(0, 100, "{}", "{}", "7{}", "{}", "{}", "{}");
    assertEquals(List.of("0@100", "0@103", "0@105"), sealed);
    assertEquals(List.of(), needed, "a schema of held records is not asked for");
  }

  @Test
  void nothingIsTakenFromWhereTheTableWasNotLookedAt() {
    held = new OpenAnswer.Resume(List.of(new OffsetRange(100, 100)), 102);
    assign(0, 100);
    poll(0, 100, "{}", "{}", "{}", "{}");
    poll(0, 104, "{}");
    assertEquals(List.of("0@101"), sealed);
    assertFalse(lane(0).needsAnotherLook(), "something below is not settled");
    assertEquals(101, lane(0).committable());
  }

  @Test
  void whatWasAllHeldNeedsAnotherLookAtOnce() {
    held = new OpenAnswer.Resume(List.of(new OffsetRange(100, 101)), 102);
    assign(0, 100);
    poll(0, 100, "{}", "{}", "{}");
    assertTrue(lane(0).needsAnotherLook());
    assertEquals(102, lane(0).committable());
    assertEquals(
        List.of("taken 0", "hold [0]"), List.of("taken " + taken.getLast(), moves.getLast()));
    assertEquals(Set.of(1), intake.flowing(), "it goes on with another look only");
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void has(int schema) {
    schemas.add(schema);
    intake.ready(schema, encoding);
  }

  private void assign(int partition, long start) {
    intake
        .lanes()
        .put(
            partition,
            new PartitionLane(
                TestEncoding.holding(uplink, partition, start, held), encoding.shared()));
  }

  private PartitionLane lane(int partition) {
    PartitionLane lane = intake.lanes().get(partition);
    if (lane == null) {
      throw new AssertionError("not assigned: " + partition);
    }
    return lane;
  }

  private void poll(int partition, long first, String... values) {
    List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = new ArrayList<>();
    for (String value : values) {
      long offset = first + records.size();
      ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
      records.add(new ConsumerRecord<>("topic", partition, offset, NO_KEY, bytes));
    }
    TopicPartition name = new TopicPartition("topic", partition);
    intake.take(
        new ConsumerRecords<>(
            Map.of(name, records), Map.of(name, new OffsetAndMetadata(first + values.length))),
        encoding);
  }

  private void seal(PartitionLane lane, BatchKind kind, BatchBuilder batch) {
    assertEquals(BatchKind.ROWS, kind);
    sealed.add(lane.partition() + "@" + batch.offsets().first());
  }

  /** JSON objects, behind a digit if they have a schema. */
  private final class Numbered implements RecordFormat {
    private final PlainJson json = new PlainJson(null);

    @Override
    public RecordReaders readers(TablePlan plan, int maxRowBytes) {
      RecordReaders plain = json.readers(plan, maxRowBytes);
      return new RecordReaders(
          new ValueReader() {
            @Override
            public int awaits(ByteView value) {
              int id = schemaId(value);
              return schemas.contains(id) ? RecordReaders.NO_SCHEMA : id;
            }

            private int schemaId(ByteView value) {
              int first = value.bytes()[value.offset()];
              return first == '{' ? RecordReaders.NO_SCHEMA : first - '0';
            }

            @Override
            public @Nullable RowProblem read(ByteView value, RowBinaryWriter out) {
              int skip = schemaId(value) == RecordReaders.NO_SCHEMA ? 0 : 1;
              ByteView body = new ByteView();
              body.set(
                  ByteBuffer.wrap(value.bytes(), value.offset() + skip, value.length() - skip));
              return plain.values().read(body, out);
            }
          },
          plain.keys());
    }

    @Override
    public Future<Void> prepare(int schemaId) {
      return Future.succeededFuture();
    }

    @Override
    public List<ColumnDefinition> growth(int schemaId, TablePlan plan) {
      return List.of();
    }

    @Override
    public void ready(int schemaId) {}
  }
}
