package io.tributary.connector.quarantine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.decode.MetaFields;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.datafile.Format;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.OffsetReset;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.SchemaEvolution;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.LayoutColumn;
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

class QuarantineEncoderTest {
  private static final int BATCH_BYTES = 32 << 10;
  private static final RowProblem PROBLEM =
      RowProblem.ofMessage(ProblemKind.UNDECODABLE, "", "it is empty");

  private final RowBinaryWriter out = new RowBinaryWriter(64, BATCH_BYTES);
  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void tableHasTheColumnsOfTheDatasourceAndSaysWhyARecordIsThere() {
    QuarantineTable table = new QuarantineTable(datasource(Format.AVRO, true));
    assertEquals("events_quarantine", table.definition().name());
    assertEquals(
        """
        id Nullable(String) NULL
        name Nullable(String) NULL
        __value String
        __topic LowCardinality(String)
        __partition Int32
        __offset Int64
        __timestamp DateTime64(3)
        __key String
        __run UInt32
        __headers Map(String, String)
        c__value_length UInt64
        c__tombstone UInt8
        c__key_length Nullable(UInt64)
        c__headers_left_out UInt32
        c__error_column Array(String)
        c__error Array(String)
        c__reason LowCardinality(String)
        c__schema_id Nullable(Int32)
        c__import_id String
        c__replayed Nullable(DateTime) NULL
        insertion_date DateTime now()\
        """,
        String.join(
            "\n",
            table.definition().columns().stream()
                .map(c -> (c.name() + ' ' + c.type() + ' ' + c.defaultExpression()).strip())
                .toList()));
  }

  @Test
  void layoutIsWhatHasNoDefault() {
    List<LayoutColumn> columns =
        new QuarantineTable(datasource(Format.AVRO, false)).layout().columns();
    assertEquals("__value", columns.getFirst().name());
    assertEquals("__run", columns.get(6).name());
    assertEquals("c__value_length", columns.get(7).name());
    assertEquals("c__import_id", columns.getLast().name());
    assertEquals(16, columns.size());
  }

  @Test
  void rowIsTheRecordAndTheReason() {
    headers.add("h", "1".getBytes(StandardCharsets.UTF_8));
    encoder(Format.JSON_WITHOUT_SCHEMA, true).encode(record("k", "bad"), problem(), out);

    RowBinaryWriter expected = new RowBinaryWriter(64, BATCH_BYTES);
    expected.writeString("bad");
    writePlace(expected);
    expected.writeString("k");
    expected.writeInt32(9);
    expected.writeVarUInt(1);
    expected.writeString("h");
    expected.writeString("1");
    expected.writeInt64(3);
    expected.writeInt8(0);
    expected.writeNotNull();
    expected.writeInt64(1);
    expected.writeInt32(0);
    expected.writeVarUInt(1);
    expected.writeString("id");
    expected.writeVarUInt(1);
    expected.writeString(problem().sentence());
    expected.writeString("type error");
    expected.writeNull();
    expected.writeString("connector 1");
    assertRow(expected);
  }

  @Test
  void schemaIdIsTheOneThatTheMessageNames() {
    encoder(Format.AVRO, false).encode(record(null, "\0\0\0\1\2rest"), PROBLEM, out);
    assertEndsWith(
        expected -> {
          expected.writeString("undecodable");
          expected.writeNotNull();
          expected.writeInt32(258);
        });
    for (String without : List.of("\1\0\0\1\2rest", "\0\0\0\1")) {
      encoder(Format.AVRO, false).encode(record(null, without), PROBLEM, out);
      assertEndsWith(
          expected -> {
            expected.writeString("undecodable");
            expected.writeNull();
          });
    }
  }

  private void assertEndsWith(Consumer<RowBinaryWriter> end) {
    RowBinaryWriter expected = new RowBinaryWriter(64, BATCH_BYTES);
    end.accept(expected);
    expected.writeString("connector 1");
    assertArrayEquals(
        Arrays.copyOf(expected.array(), expected.position()),
        Arrays.copyOfRange(out.array(), out.position() - expected.position(), out.position()));
  }

  @Test
  void largestRecordsAreCutSoThatABatchHasRoomForOneMoreRow() {
    QuarantineEncoder encoder = encoder(Format.JSON_WITHOUT_SCHEMA, true);
    for (int i = 0; i < 300; i++) {
      headers.add("header" + i, new byte[200]);
    }
    RowProblem problem =
        new RowProblem(
            ProblemKind.TYPE_ERROR, "ß".repeat(2_000), "$." + "ß".repeat(2_000), "x", "Y", "z");
    String huge = "x".repeat(1 << 20);
    out.writeRaw(new byte[encoder.fullAtBytes() - 1], 0, encoder.fullAtBytes() - 1);
    int start = out.position();
    encoder.encode(record(huge, huge), problem, out);
    assertTrue(out.position() - start > BATCH_BYTES / 2, "much of the value is kept");
    assertTrue(out.position() <= BATCH_BYTES);
  }

  @Test
  void rowSaysWhatOfTheRecordIsCut() {
    for (int i = 0; i < 300; i++) {
      headers.add("header" + i, new byte[200]);
    }
    encoder(Format.JSON_WITHOUT_SCHEMA, true).encode(record("k".repeat(5_000), "v"), PROBLEM, out);
    assertSizes(
        expected -> {
          expected.writeInt64(1);
          expected.writeInt8(0);
          expected.writeNotNull();
          expected.writeInt64(5_000);
          expected.writeInt32(271);
        });
    encoder(Format.JSON_WITHOUT_SCHEMA, false).encode(record(null, "v"), PROBLEM, out);
    assertSizes(
        expected -> {
          expected.writeInt64(1);
          expected.writeInt8(0);
          expected.writeNull();
          expected.writeInt32(0);
        });
    encoder(Format.JSON_WITHOUT_SCHEMA, false).encode(record("", null), PROBLEM, out);
    assertSizes(
        expected -> {
          expected.writeInt64(0);
          expected.writeInt8(1);
          expected.writeNotNull();
          expected.writeInt64(0);
          expected.writeInt32(0);
        });
  }

  private void assertSizes(Consumer<RowBinaryWriter> sizes) {
    assertEndsWith(
        expected -> {
          sizes.accept(expected);
          expected.writeVarUInt(1);
          expected.writeString("");
          expected.writeVarUInt(1);
          expected.writeString(PROBLEM.sentence());
          expected.writeString("undecodable");
          expected.writeNull();
        });
  }

  @Test
  void recordThatIsGoneHasAnEmptyValue() {
    encoder(Format.AVRO, true)
        .encode(new ConsumerRecord<>("topic", 3, 42, null, null), PROBLEM, out);
    assertEquals(0, out.array()[0]);
  }

  private static RowProblem problem() {
    return new RowProblem(ProblemKind.TYPE_ERROR, "id", "$.id", "x", "UInt64", "it is no number");
  }

  private static void writePlace(RowBinaryWriter expected) {
    expected.writeString("topic");
    expected.writeInt32(40_000);
    expected.writeInt64(42);
    expected.writeInt64(1_700_000_000_123L);
  }

  private void assertRow(RowBinaryWriter expected) {
    assertArrayEquals(
        Arrays.copyOf(expected.array(), expected.position()),
        Arrays.copyOf(out.array(), out.position()));
  }

  private ConsumerRecord<ByteBuffer, ByteBuffer> record(
      @Nullable String key, @Nullable String value) {
    return new ConsumerRecord<>(
        "topic",
        40_000,
        42,
        1_700_000_000_123L,
        TimestampType.CREATE_TIME,
        0,
        0,
        buffer(key),
        buffer(value),
        headers,
        Optional.empty());
  }

  private static @Nullable ByteBuffer buffer(@Nullable String text) {
    return text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static QuarantineEncoder encoder(Format format, boolean storeHeaders) {
    return new QuarantineEncoder(
        new QuarantineTable(datasource(format, storeHeaders)),
        new MetaFields("topic", 9),
        "connector 1",
        BATCH_BYTES);
  }

  private static Datasource datasource(Format format, boolean storeHeaders) {
    return new Datasource(
        "events",
        List.of(
            new SchemaColumn("id", "UInt64", "$.id", ""),
            new SchemaColumn("name", "String", "$.name", "'none'"),
            new SchemaColumn("insertion_date", "DateTime", null, "now()")),
        "",
        "",
        "",
        DateTimeInputFormat.BEST_EFFORT,
        new KafkaSource(
            "local",
            "topic",
            "readers",
            OffsetReset.EARLIEST,
            new Formats(format, null, true, SchemaEvolution.NONE),
            new Stored(false, storeHeaders),
            Delivery.BEST));
  }
}
