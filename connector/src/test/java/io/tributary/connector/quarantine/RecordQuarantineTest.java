package io.tributary.connector.quarantine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.OffsetReset;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordQuarantineTest {
  private static final int BATCH_BYTES = 32 << 10;
  private static final RowProblem PROBLEM =
      RowProblem.ofMessage(ProblemKind.UNDECODABLE, "", "it is empty");

  private final RowBinaryWriter out = new RowBinaryWriter(64, BATCH_BYTES);
  private final RecordHeaders headers = new RecordHeaders();
  private final RecordQuarantine quarantine =
      new RecordQuarantine(
          new QuarantineTable(datasource()),
          new MetaFields("topic", 9),
          "connector 1",
          BATCH_BYTES);

  @Test
  void rowHasTheRecordsPlaceKeyAndHeaders() {
    headers.add("h", "1".getBytes(StandardCharsets.UTF_8));
    quarantine.encode(record("k", "bad"), PROBLEM, out);
    assertStartsWith(
        expected -> {
          expected.writeString("bad");
          expected.writeString("topic");
          expected.writeInt32(40_000);
          expected.writeInt64(42);
          expected.writeInt64(1_700_000_000_123L);
          expected.writeString("k");
          expected.writeInt32(9);
          expected.writeVarUInt(1);
          expected.writeString("h");
          expected.writeString("1");
          writeSizes(expected, 3, 1L, 0);
        });
  }

  @Test
  void nothingOfTheRecordBeforeIsLeft() {
    headers.add("h", "1".getBytes(StandardCharsets.UTF_8));
    quarantine.encode(record("key", "value"), PROBLEM, out);
    out.reset();
    quarantine.encode(new ConsumerRecord<>("topic", 3, 43, null, null), PROBLEM, out);
    assertStartsWith(
        expected -> {
          expected.writeString("");
          expected.writeString("topic");
          expected.writeInt32(3);
          expected.writeInt64(43);
          expected.writeInt64(0);
          expected.writeString("");
          expected.writeInt32(9);
          expected.writeVarUInt(0);
          expected.writeInt64(0);
          expected.writeInt8(1);
          expected.writeNull();
          expected.writeInt32(0);
        });
  }

  @Test
  void rowSaysHowManyHeadersAreLeftOut() {
    for (int i = 0; i < 300; i++) {
      headers.add("header" + i, new byte[200]);
    }
    quarantine.encode(record(null, "v"), PROBLEM, out);
    RowBinaryWriter sizes = new RowBinaryWriter(64, BATCH_BYTES);
    sizes.writeInt64(1);
    sizes.writeInt8(0);
    sizes.writeNull();
    sizes.writeInt32(271);
    String row = new String(bytes(out), StandardCharsets.ISO_8859_1);
    assertTrue(row.contains(new String(bytes(sizes), StandardCharsets.ISO_8859_1)), row);
  }

  private static void writeSizes(RowBinaryWriter expected, long value, long key, int leftOut) {
    expected.writeInt64(value);
    expected.writeInt8(0);
    expected.writeNotNull();
    expected.writeInt64(key);
    expected.writeInt32(leftOut);
  }

  private void assertStartsWith(Consumer<RowBinaryWriter> start) {
    RowBinaryWriter expected = new RowBinaryWriter(64, BATCH_BYTES);
    start.accept(expected);
    assertEquals("events_quarantine", quarantine.table().definition().name());
    assertArrayEquals(bytes(expected), Arrays.copyOf(out.array(), expected.position()));
  }

  private static byte[] bytes(RowBinaryWriter row) {
    return Arrays.copyOf(row.array(), row.position());
  }

  private ConsumerRecord<ByteBuffer, ByteBuffer> record(@Nullable String key, String value) {
    return new ConsumerRecord<>(
        "topic",
        40_000,
        42,
        1_700_000_000_123L,
        TimestampType.CREATE_TIME,
        0,
        0,
        key == null ? null : buffer(key),
        buffer(value),
        headers,
        Optional.empty());
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Datasource datasource() {
    return new Datasource(
        "events",
        List.of(new SchemaColumn("id", "UInt64", "$.id", "")),
        "",
        "",
        "",
        DateTimeInputFormat.BEST_EFFORT,
        new KafkaSource(
            "local",
            "topic",
            "readers",
            OffsetReset.EARLIEST,
            Formats.DEFAULT,
            new Stored(false, true),
            Delivery.BEST));
  }
}
