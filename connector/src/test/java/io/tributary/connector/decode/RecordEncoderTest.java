package io.tributary.connector.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.OffsetReset;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.TableColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
  private static final int MAX_ROW_BYTES = 1000;
  private final RowBinaryWriter out = new RowBinaryWriter(64, 1200);

  @Test
  void rowIsTheFieldsThenTheMetaColumns() {
    assertNull(encoder(false).encode(record("k", "{\"id\":7}"), out));

    RowBinaryWriter expected = new RowBinaryWriter(64, 1200);
    expected.writeInt64(7);
    expected.writeString("");
    expected.writeString("topic");
    expected.writeInt16(3);
    expected.writeInt64(42);
    expected.writeInt32(1_700_000_000);
    expected.writeString("k");
    expected.writeInt32(99);
    assertArrayEquals(bytes(expected), bytes(out));
  }

  @Test
  void rawValueIsStoredWhenAskedFor() {
    assertNull(encoder(true).encode(record(null, "{\"id\":7}"), out));
    assertTrue(new String(bytes(out), StandardCharsets.ISO_8859_1).contains("{\"id\":7}"));
  }

  @Test
  void rowThatIsTooLargeWithItsRawValueLeavesTheBatchAsItWas() {
    RecordEncoder encoder = encoder(true);
    assertNull(encoder.encode(record(null, "{\"id\":1}"), out));
    byte[] before = bytes(out);

    RowProblem problem =
        encoder.encode(record(null, "{\"id\":2,\"more\":\"" + "x".repeat(990) + "\"}"), out);

    assertNotNull(problem);
    assertTrue(problem.sentence().contains("1000 bytes"), problem.sentence());
    assertArrayEquals(before, bytes(out));
    assertNull(encoder.encode(record(null, "{\"id\":3}"), out));
  }

  @Test
  void tombstoneIsAProblem() {
    RowProblem problem = encoder(false).encode(record("k", null), out);
    assertNotNull(problem);
    assertTrue(problem.sentence().contains("tombstone"), problem.sentence());
    assertEquals(0, out.position());
  }

  private static byte[] bytes(RowBinaryWriter writer) {
    return Arrays.copyOf(writer.array(), writer.position());
  }

  private static ConsumerRecord<ByteBuffer, ByteBuffer> record(
      @Nullable String key, @Nullable String value) {
    return new ConsumerRecord<>(
        "topic",
        3,
        42,
        1_700_000_000_123L,
        TimestampType.CREATE_TIME,
        0,
        0,
        buffer(key),
        buffer(value),
        new RecordHeaders(),
        Optional.empty());
  }

  private static @Nullable ByteBuffer buffer(@Nullable String text) {
    return text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RecordEncoder encoder(boolean storeValue) {
    Datasource datasource =
        new Datasource(
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
                new Stored(storeValue, false)));
    List<TableColumn> columns = new ArrayList<>();
    TablePlan.definition(datasource)
        .columns()
        .forEach(
            column ->
                columns.add(
                    new TableColumn(column.name(), column.type(), TableColumn.Kind.PLAIN, "")));
    TablePlan plan =
        TablePlan.match(datasource, new TableAnswer.Columns("d", new UUID(0, 1), columns));
    ValueReader values = new PlainJson().reader(plan, MAX_ROW_BYTES);
    return new RecordEncoder(plan, values, new MetaFields("topic", 99), MAX_ROW_BYTES);
  }
}
