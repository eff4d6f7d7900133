package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.LayoutColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuarantineEncoderTest {
  private static final int BATCH_BYTES = 32 << 10;
  private static final RowProblem PROBLEM =
      RowProblem.ofMessage(ProblemKind.UNDECODABLE, "", "it is empty");

  private final RowBinaryWriter out = new RowBinaryWriter(64, BATCH_BYTES);

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
    encoder(Format.JSON_WITHOUT_SCHEMA, true).encode(new Refused("k", "bad", "1"), problem(), out);

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
    RowProblem problem =
        new RowProblem(
            ProblemKind.TYPE_ERROR, "ß".repeat(2_000), "$." + "ß".repeat(2_000), "x", "Y", "z");
    String huge = "x".repeat(1 << 20);
    out.writeRaw(new byte[encoder.fullAtBytes() - 1], 0, encoder.fullAtBytes() - 1);
    int start = out.position();
    encoder.encode(new Refused(huge, huge, huge), problem, out);
    assertTrue(out.position() - start > BATCH_BYTES / 2, "much of the value is kept");
    assertTrue(out.position() <= BATCH_BYTES);
  }

  @Test
  void rowSaysWhatOfTheRecordIsCut() {
    encoder(Format.JSON_WITHOUT_SCHEMA, true)
        .encode(new Refused("k".repeat(5_000), "v", "h".repeat(BATCH_BYTES)), PROBLEM, out);
    assertSizes(
        expected -> {
          expected.writeInt64(1);
          expected.writeInt8(0);
          expected.writeNotNull();
          expected.writeInt64(5_000);
          expected.writeInt32(7);
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

  private static RefusedRecord record(@Nullable String key, @Nullable String value) {
    return new Refused(key, value, "");
  }

  /** A record with at most one header, which stands for 7 when it does not fit. */
  private record Refused(@Nullable String keyText, @Nullable String valueText, String header)
      implements RefusedRecord {
    @Override
    public @Nullable ByteView value() {
      return view(valueText);
    }

    @Override
    public @Nullable ByteView key() {
      return view(keyText);
    }

    @Override
    public int partition() {
      return 40_000;
    }

    @Override
    public long offset() {
      return 42;
    }

    @Override
    public long timestampMillis() {
      return 1_700_000_000_123L;
    }

    @Override
    public int writeHeaders(int maxBytes, RowBinaryWriter out) {
      if (header.isEmpty()) {
        return RefusedRecord.super.writeHeaders(maxBytes, out);
      }
      out.writeVarUInt(1);
      out.writeString("h");
      boolean fits = header.length() <= maxBytes / 2;
      out.writeString(fits ? header : "h".repeat(maxBytes - 10));
      return fits ? 0 : 7;
    }
  }

  private static @Nullable ByteView view(@Nullable String text) {
    if (text == null) {
      return null;
    }
    byte[] bytes = ("front" + text + "behind").getBytes(StandardCharsets.UTF_8);
    ByteView view = new ByteView();
    view.set(bytes, "front".length(), bytes.length - "frontbehind".length());
    return view;
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
