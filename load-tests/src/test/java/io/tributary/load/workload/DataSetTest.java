package io.tributary.load.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.datafile.DatafileException;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataSetTest {
  private static final long TIME = 1_790_000_000_123L;
  private static final int MESSAGES = 200;
  private static final int MOST_ROW_BYTES = 1 << 16;

  private final Path folder;

  DataSetTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "W, 200, 210, 8",
    "W_AVRO, 95, 110, 8",
    "N, 1550, 1650, 26",
    "N_AVRO, 940, 1000, 26",
    "S, 850, 950, 9",
    "WIDE, 2100, 2400, 100",
    "TINY, 15, 21, 1"
  })
  void messagesHaveTheirSizeAndColumns(DataSet data, int least, int most, int columns)
      throws IOException, DatafileException {
    MessageSource messages = data.messages(42, 0);
    long bytes = 0;
    for (int i = 0; i < MESSAGES; i++) {
      bytes += messages.next(TIME).length;
    }
    double mean = (double) bytes / MESSAGES;
    assertTrue(mean >= least && mean <= most, data + " has " + mean + " bytes");
    assertEquals(columns, columns(data).size());
  }

  @ParameterizedTest
  @EnumSource
  void sameSeedGivesTheSameMessagesAndKeys(DataSet data) {
    MessageSource one = data.messages(7, 0);
    MessageSource two = data.messages(7, 0);
    MessageSource other = data.messages(8, 0);
    boolean differ = false;
    for (int i = 0; i < 20; i++) {
      byte[] message = one.next(TIME);
      assertArrayEquals(message, two.next(TIME));
      assertEquals(one.lastKey(), two.lastKey());
      differ |= !Arrays.equals(message, other.next(TIME));
    }
    assertTrue(differ, "seeds 7 and 8 give the same");
  }

  @ParameterizedTest
  @EnumSource
  void everyMessageIsARow(DataSet data) throws IOException, DatafileException {
    List<RowColumn> columns = columns(data);
    MessageSource messages = data.messages(42, 0);
    RowBinaryWriter out = new RowBinaryWriter(1 << 16, 1 << 20);
    Encoder encoder = data.isAvro() ? avro(data, columns)::encode : json(columns)::encode;
    int header = data.isAvro() ? ClickDatum.HEADER_BYTES : 0;
    for (int i = 0; i < MESSAGES; i++) {
      byte[] message = messages.next(TIME + i);
      out.reset();
      assertNull(encoder.encode(message, header, message.length - header, out));
    }
  }

  /** A column that reads nothing would be a row of empty values, which is cheaper. */
  @Test
  void avroOrdersMakeTheRowsOfJsonOrders() throws IOException, DatafileException {
    List<RowColumn> columns = columns(DataSet.N);
    JsonRowEncoder json = json(columns);
    AvroRowEncoder avro = avro(DataSet.N_AVRO, columns(DataSet.N_AVRO));
    MessageSource texts = DataSet.N.messages(42, 0);
    MessageSource datums = DataSet.N_AVRO.messages(42, 0);
    for (int i = 0; i < 50; i++) {
      RowBinaryWriter ofText = new RowBinaryWriter(1 << 16, 1 << 20);
      RowBinaryWriter ofDatum = new RowBinaryWriter(1 << 16, 1 << 20);
      byte[] text = texts.next(TIME);
      byte[] datum = datums.next(TIME);
      assertNull(json.encode(text, 0, text.length, ofText));
      int header = ClickDatum.HEADER_BYTES;
      assertNull(avro.encode(datum, header, datum.length - header, ofDatum));
      assertEquals(sorted(ofText), sorted(ofDatum));
    }
  }

  /** Maps of Avro have no order. */
  private static List<Integer> sorted(RowBinaryWriter row) {
    return IntStream.range(0, row.position()).mapToObj(i -> (int) row.array()[i]).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"N", "S", "WIDE"})
  void eventsHaveTheirTime(DataSet data) {
    String message = new String(data.messages(1, 0).next(TIME), StandardCharsets.UTF_8);
    assertTrue(message.contains("\":\"2026-09-21 14:13:20.123"), message);
  }

  @ParameterizedTest
  @EnumSource
  void shortMessagesArePadded(DataSet data) throws IOException, DatafileException {
    if (!data.canPad()) {
      assertThrows(IllegalArgumentException.class, () -> data.messages(1, 4_000));
      return;
    }
    JsonRowEncoder encoder = json(columns(data));
    MessageSource messages = data.messages(1, 4_000);
    for (int i = 0; i < 20; i++) {
      byte[] message = messages.next(TIME);
      assertEquals(4_000, message.length);
      assertNull(encoder.encode(message, 0, message.length, new RowBinaryWriter(1 << 16, 1 << 20)));
    }
  }

  @Test
  void longMessagesStayAsTheyAre() {
    assertArrayEquals(DataSet.N.messages(3, 0).next(TIME), DataSet.N.messages(3, 100).next(TIME));
  }

  @Test
  void timeOfAvroIsWrittenAsAvroWritesIt() throws IOException {
    for (long time : List.of(MessageFile.MARK, TIME, 2_199_000_000_000L)) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(written, null);
      encoder.writeLong(time);
      encoder.flush();
      byte[] bytes = new byte[TimeVarint.BYTES];
      TimeVarint.write(bytes, 0, time);
      assertArrayEquals(written.toByteArray(), bytes);
    }
  }

  private List<RowColumn> columns(DataSet data) throws IOException, DatafileException {
    Path datafiles =
        new KafkaProject(
                "127.0.0.1:1",
                "rows",
                data.schema(),
                "ENGINE MergeTree\nENGINE_SORTING_KEY "
                    + data.sortingKey()
                    + "\n"
                    + data.formatLines(),
                "rows",
                "group",
                "earliest")
            .writeWithRegistry(folder.resolve(data.name()), "http://127.0.0.1:1");
    Datasource datasource = Datafiles.load(datafiles, System::getenv).datasources().getFirst();
    return datasource.schema().stream()
        .map(
            column ->
                new RowColumn(
                    column.name(),
                    ColumnType.parse(column.definition().type()),
                    column.path(),
                    false))
        .toList();
  }

  private interface Encoder {
    @Nullable RowProblem encode(byte[] message, int from, int length, RowBinaryWriter out);
  }

  private static JsonRowEncoder json(List<RowColumn> columns) {
    return new JsonRowEncoder(JsonRowPlan.compile(columns), MOST_ROW_BYTES);
  }

  private static AvroRowEncoder avro(DataSet data, List<RowColumn> columns) {
    AvroSchema schema = AvroSchema.parse(data.avroSchema(), List.of());
    return new AvroRowEncoder(AvroRowPlan.compile(schema, columns), MOST_ROW_BYTES);
  }
}
