package io.tributary.load.baseline;

import io.tributary.load.workload.ClickEvents;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.plan.MetaColumn;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batches of data set W as RowBinary, in the columns that a connector writes: those of the schema,
 * then the meta columns in the form of a new table.
 *
 * <p>At most 256 MiB are encoded; a longer run sends them again, which costs a client and a server
 * without deduplication the same.
 *
 * @param columns names in the order of the bytes
 * @param batches all of {@code rowsPerBatch} rows
 */
record ReadyRows(List<String> columns, List<byte[]> batches, int rowsPerBatch) {
  private static final int MOST_BYTES = 256 << 20;
  private static final long FIRST_MILLIS = 1_767_225_600_000L; // 2026-01-01

  /** About as fast as a producer fills a topic. */
  private static final int ROWS_PER_MILLI = 200;

  private static final int MOST_ROW_BYTES = 1 << 12;

  /**
   * Where rows stand. A producer puts them into the partitions in turn; a connector reads a batch
   * of each; a gatherer's insert has these one after the other. So its rows are not in the order of
   * their time, which the server has to bring about.
   */
  record Layout(int rowsPerInsert, int partitions) {
    private static final int MOST_ROWS_PER_RUN = 16_384;

    /** Rows of one partition that stand together: a connector's batch, or less in small inserts. */
    private int run() {
      return Math.clamp(rowsPerInsert / partitions, 1, MOST_ROWS_PER_RUN);
    }

    int partition(long place) {
      return (int) (place / run() % partitions);
    }

    long offset(long place) {
      return place / run() / partitions * run() + place % run();
    }

    /** Its number in the order in which rows were produced. */
    long row(long place) {
      return offset(place) * partitions + partition(place);
    }
  }

  ReadyRows {
    columns = List.copyOf(columns);
    batches = List.copyOf(batches);
  }

  /** Encodes what a run of so many rows needs. */
  static ReadyRows encode(List<SchemaColumn> schema, long rows, Layout layout, long seed) {
    int rowsPerBatch = layout.rowsPerInsert();
    List<RowColumn> filled = new ArrayList<>();
    for (SchemaColumn column : schema) {
      filled.add(
          new RowColumn(
              column.name(), ColumnType.parse(column.definition().type()), column.path(), false));
    }
    JsonRowEncoder encoder = new JsonRowEncoder(JsonRowPlan.compile(filled), MOST_ROW_BYTES);
    ClickEvents events = new ClickEvents(seed);
    List<byte[]> batches = new ArrayList<>();
    long bytes = 0;
    for (long row = 0; row < rows && bytes < MOST_BYTES; row += rowsPerBatch) {
      byte[] batch = batch(encoder, events, row, layout);
      batches.add(batch);
      bytes += batch.length;
    }
    List<String> columns = new ArrayList<>(filled.stream().map(RowColumn::name).toList());
    columns.addAll(MetaColumn.of(Stored.NOTHING).stream().map(MetaColumn::columnName).toList());
    return new ReadyRows(columns, batches, rowsPerBatch);
  }

  private static byte[] batch(
      JsonRowEncoder encoder, ClickEvents events, long first, Layout layout) {
    RowBinaryWriter out = new RowBinaryWriter(1 << 20, 1 << 30);
    byte[] topic = "rows_0".getBytes(StandardCharsets.UTF_8);
    for (long place = first; place < first + layout.rowsPerInsert(); place++) {
      long millis = FIRST_MILLIS + layout.row(place) / ROWS_PER_MILLI;
      byte[] event = events.next(millis);
      RowProblem problem = encoder.encode(event, 0, event.length, out);
      if (problem != null) {
        throw new IllegalStateException("data set W does not fit its schema: " + problem.reason());
      }
      byte[] key = events.lastUser().getBytes(StandardCharsets.UTF_8);
      out.writeString("");
      out.writeString(topic, 0, topic.length);
      out.writeInt16(layout.partition(place));
      out.writeInt64(layout.offset(place));
      out.writeInt32((int) (millis / 1000));
      out.writeString(key, 0, key.length);
      out.writeInt32(1);
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
