package io.tributary.load.baseline;

import io.tributary.connector.decode.MetaColumn;
import io.tributary.load.workload.ClickEvents;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.json.RowColumn;
import io.tributary.protocol.json.RowProblem;
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
  private static final int MOST_ROW_BYTES = 1 << 12;

  ReadyRows {
    columns = List.copyOf(columns);
    batches = List.copyOf(batches);
  }

  /** Encodes what a run of so many rows needs. */
  static ReadyRows encode(List<SchemaColumn> schema, long rows, int rowsPerBatch, long seed) {
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
      byte[] batch = batch(encoder, events, row, rowsPerBatch);
      batches.add(batch);
      bytes += batch.length;
    }
    List<String> columns = new ArrayList<>(filled.stream().map(RowColumn::name).toList());
    columns.addAll(List.of(MetaColumn.values()).stream().map(MetaColumn::columnName).toList());
    return new ReadyRows(columns, batches, rowsPerBatch);
  }

  private static byte[] batch(
      JsonRowEncoder encoder, ClickEvents events, long firstOffset, int rows) {
    RowBinaryWriter out = new RowBinaryWriter(1 << 20, 1 << 30);
    byte[] topic = "rows_0".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < rows; i++) {
      long millis = System.currentTimeMillis();
      byte[] event = events.next(millis);
      RowProblem problem = encoder.encode(event, 0, event.length, out);
      if (problem != null) {
        throw new IllegalStateException("data set W does not fit its schema: " + problem.reason());
      }
      byte[] key = events.lastUser().getBytes(StandardCharsets.UTF_8);
      out.writeString("");
      out.writeString(topic, 0, topic.length);
      out.writeInt16(0);
      out.writeInt64(firstOffset + i);
      out.writeInt32((int) (millis / 1000));
      out.writeString(key, 0, key.length);
      out.writeInt32(1);
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
