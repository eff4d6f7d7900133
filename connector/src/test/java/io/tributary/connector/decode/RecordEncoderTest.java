package io.tributary.connector.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.TableColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
  private static final int MAX_ROW_BYTES = 1000;
  private static final RecordLimits LIMITS = new RecordLimits(1100, 100);
  private static final KafkaSource PLAIN = source(null, Stored.NOTHING);
  private static final KafkaSource RAW = source(null, new Stored(true, false));
  private static final KafkaSource HEADERS = source(null, new Stored(false, true));
  private static final List<SchemaColumn> ID =
      List.of(new SchemaColumn("id", "UInt64", "$.id", ""));

  private final RowBinaryWriter out = new RowBinaryWriter(64, 1200);
  private final RecordHeaders headers = new RecordHeaders();
  private int partition = 3;

  @Test
  void rowIsTheFieldsThenTheMetaColumns() {
    assertNull(encoder(PLAIN).encode(record("k", "{\"id\":7}"), out));

    RowBinaryWriter expected = new RowBinaryWriter(64, 1200);
    expected.writeInt64(7);
    expected.writeString("");
    writeMeta(expected, "k");
    assertRow(expected);
  }

  @Test
  void rawValueIsStoredWhenAskedFor() {
    assertNull(encoder(RAW).encode(record(null, "{\"id\":7}"), out));
    assertTrue(new String(bytes(out), StandardCharsets.ISO_8859_1).contains("{\"id\":7}"));
  }

  @Test
  void headersStandBehindTheRun() {
    headers.add("trace", "a".getBytes(StandardCharsets.UTF_8));
    assertNull(encoder(HEADERS).encode(record("k", "{\"id\":7}"), out));

    RowBinaryWriter expected = new RowBinaryWriter(64, 1200);
    expected.writeInt64(7);
    expected.writeString("");
    writeMeta(expected, "k");
    expected.writeVarUInt(1);
    expected.writeString("trace");
    expected.writeString("a");
    assertRow(expected);
  }

  @Test
  void headersThatAreNotStoredDoNotMatter() {
    headers.add("large", new byte[5000]);
    assertNull(encoder(PLAIN).encode(record("k", "{\"id\":7}"), out));
  }

  @Test
  void headersAboveTheirBoundAreAProblem() {
    headers.add("large", new byte[100]);
    RowProblem problem = encoder(HEADERS).encode(record("k", "{\"id\":7}"), out);
    assertProblem(ProblemKind.TOO_LARGE, "MAX_HEADER_BYTES", problem);
  }

  @Test
  void keyOfJsonIsStoredAsItCame() {
    KafkaSource json = source(Format.JSON_WITHOUT_SCHEMA, Stored.NOTHING);
    assertNull(encoder(json).encode(record("{ \"a\": [1] }", "{\"id\":7}"), out));

    RowBinaryWriter expected = new RowBinaryWriter(64, 1200);
    expected.writeInt64(7);
    expected.writeString("");
    writeMeta(expected, "{ \"a\": [1] }");
    assertRow(expected);
  }

  @Test
  void keyThatIsNotTheJsonItShouldBeIsAProblemOfTheKey() {
    KafkaSource json = source(Format.JSON_WITHOUT_SCHEMA, Stored.NOTHING);
    for (String key : List.of("{\"a\":", "plain text", "", "1 2")) {
      RowProblem problem = encoder(json).encode(record(key, "{\"id\":7}"), out);
      assertProblem(ProblemKind.UNDECODABLE, "Column __key cannot take \"", problem);
      assertEquals("__key", Objects.requireNonNull(problem).column());
    }
  }

  @Test
  void recordWithoutAKeyHasAnEmptyOneInEveryFormat() {
    for (Format format : Arrays.asList(null, Format.JSON_WITHOUT_SCHEMA)) {
      out.reset();
      assertNull(encoder(source(format, Stored.NOTHING)).encode(record(null, "{\"id\":7}"), out));

      RowBinaryWriter expected = new RowBinaryWriter(64, 1200);
      expected.writeInt64(7);
      expected.writeString("");
      writeMeta(expected, "");
      assertRow(expected);
    }
  }

  @Test
  void rowThatIsTooLargeWithItsRawValueLeavesTheBatchAsItWas() {
    RecordEncoder encoder = encoder(RAW);
    assertNull(encoder.encode(record(null, "{\"id\":1}"), out));
    byte[] before = bytes(out);

    RowProblem problem =
        encoder.encode(record(null, "{\"id\":2,\"more\":\"" + "x".repeat(990) + "\"}"), out);

    assertNotNull(problem);
    assertEquals(ProblemKind.TOO_LARGE, problem.kind());
    assertTrue(problem.sentence().contains("1000 bytes"), problem.sentence());
    assertArrayEquals(before, bytes(out));
    assertNull(encoder.encode(record(null, "{\"id\":3}"), out));
  }

  @Test
  void messageAboveItsBoundIsNotDecodedAtAll() {
    String largest = "x".repeat(1100);
    RowProblem decoded = encoder(PLAIN).encode(record(null, largest), out);
    assertProblem(ProblemKind.UNDECODABLE, "", decoded);
    RowProblem problem = encoder(PLAIN).encode(record("k", largest), out);
    assertProblem(ProblemKind.TOO_LARGE, "1101 bytes, and MAX_MESSAGE_BYTES is 1100", problem);
  }

  @Test
  void tombstoneIsAProblemWhereAColumnNeedsAValue() {
    RowProblem problem = encoder(PLAIN).encode(record("k", null), out);
    assertProblem(ProblemKind.TOMBSTONE, "column id, which is UInt64, needs one", problem);
    List<SchemaColumn> whole = List.of(new SchemaColumn("data", "String", "$", ""));
    assertProblem(
        ProblemKind.TOMBSTONE, "column data", encoder(PLAIN, whole).encode(record("k", null), out));
  }

  @Test
  void tombstoneIsARowWhereEveryColumnCanDoWithoutAValue() {
    List<SchemaColumn> columns =
        List.of(
            new SchemaColumn("id", "Nullable(UInt64)", "$.id", ""),
            new SchemaColumn("state", "String", "$.state", "'gone'"),
            new SchemaColumn("kind", "LowCardinality(Nullable(String))", "$.kind", ""),
            new SchemaColumn("stored", "DateTime", null, "now()"));
    assertNull(encoder(RAW, columns).encode(record("k", null), out));

    RowBinaryWriter expected = new RowBinaryWriter(64, 1200);
    expected.writeNull();
    expected.writeInt8(1);
    expected.writeString("");
    expected.writeNull();
    expected.writeString("");
    writeMeta(expected, "k");
    assertRow(expected);
  }

  @Test
  void partitionTakesTheFormOfTheTable() {
    partition = 40_000;
    RecordEncoder wide = encoder(PLAIN, ID, type -> type.equals("Int16") ? "Int32" : type);
    assertNull(wide.encode(record("k", "{\"id\":7}"), out));
    IllegalStateException problem =
        assertThrows(
            IllegalStateException.class,
            () -> encoder(PLAIN).encode(record("k", "{\"id\":7}"), out));
    assertTrue(String.valueOf(problem.getMessage()).contains("make it Int32"));
  }

  private void writeMeta(RowBinaryWriter expected, String key) {
    expected.writeString("topic");
    expected.writeInt16(3);
    expected.writeInt64(42);
    expected.writeInt32(1_700_000_000);
    expected.writeString(key);
    expected.writeInt32(99);
  }

  private void assertRow(RowBinaryWriter expected) {
    assertArrayEquals(bytes(expected), bytes(out));
  }

  private void assertProblem(ProblemKind kind, String part, @Nullable RowProblem problem) {
    assertNotNull(problem);
    assertEquals(kind, problem.kind());
    assertTrue(problem.sentence().contains(part), problem.sentence());
    assertEquals(0, out.position());
  }

  private static byte[] bytes(RowBinaryWriter writer) {
    return Arrays.copyOf(writer.array(), writer.position());
  }

  private ConsumerRecord<ByteBuffer, ByteBuffer> record(
      @Nullable String key, @Nullable String value) {
    return new ConsumerRecord<>(
        "topic",
        partition,
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

  private static KafkaSource source(@Nullable Format keyFormat, Stored stored) {
    return new KafkaSource(
        "local",
        "topic",
        "readers",
        OffsetReset.EARLIEST,
        new Formats(Format.JSON_WITHOUT_SCHEMA, keyFormat, true, SchemaEvolution.NONE),
        stored,
        Delivery.BEST);
  }

  private static RecordEncoder encoder(KafkaSource source) {
    return encoder(source, ID);
  }

  private static RecordEncoder encoder(KafkaSource source, List<SchemaColumn> schema) {
    return encoder(source, schema, type -> type);
  }

  /**
   * @param altered the type that the table has instead of the one it was created with
   */
  private static RecordEncoder encoder(
      KafkaSource source, List<SchemaColumn> schema, UnaryOperator<String> altered) {
    Datasource datasource =
        new Datasource("events", schema, "", "", "", DateTimeInputFormat.BEST_EFFORT, source);
    List<TableColumn> columns = new ArrayList<>();
    TablePlan.definition(datasource, 4)
        .columns()
        .forEach(
            column ->
                columns.add(
                    new TableColumn(
                        column.name(),
                        altered.apply(column.type()),
                        column.defaultExpression().isEmpty()
                            ? TableColumn.Kind.PLAIN
                            : TableColumn.Kind.DEFAULT,
                        column.defaultExpression())));
    TablePlan plan =
        TablePlan.match(
            datasource,
            new TableAnswer.Columns(
                "d", new UUID(0, 1), columns, new TableDelivery(List.of(), List.of())));
    RecordReaders readers = new PlainJson(plan.keyFormat()).readers(plan, MAX_ROW_BYTES);
    return new RecordEncoder(plan, readers, new MetaFields("topic", 99), MAX_ROW_BYTES, LIMITS);
  }
}
