package io.tributary.load.columns;

import io.tributary.load.workload.DataSet;
import io.tributary.load.workload.MessageSource;
import io.tributary.protocol.column.ColumnType;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of one insert as a gatherer sends them: of a data set, in the columns that a connector
 * writes, batches of the partitions one after the other, so not in the order of their time.
 */
final class GathererRows {
  private static final Pattern SCHEMA_LINE = Pattern.compile("`([^`]+)` (.+) `json:([^`]+)`");
  private static final long FIRST_MILLIS = 1_767_225_600_000L; // 2026-01-01
  private static final int PARTITIONS = 6;

  /** About as fast as a producer fills a topic. */
  private static final int ROWS_PER_MILLI = 200;

  /** Of a connector's batch. */
  private static final int MOST_RUN = 16_384;

  /** FLUSH_BYTES, at which a gatherer inserts. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int MOST_ROW_BYTES = 1 << 16;
  private static final long SEED = 42;

  private final List<RowColumn> columns;
  private final int rows;
  private final byte[] bytes;

  private GathererRows(List<RowColumn> columns, int rows, byte[] bytes) {
    this.columns = columns;
    this.rows = rows;
    this.bytes = bytes;
  }

  /** Those of the schema, and behind them the meta columns. */
  List<RowColumn> columns() {
    return columns;
  }

  /** How many rows. */
  int rows() {
    return rows;
  }

  /** The rows as RowBinary. */
  byte[] bytes() {
    return bytes;
  }

  /** Encodes so many rows, or as many as fill a gatherer's insert. */
  static GathererRows of(DataSet data, int mostRows) {
    List<RowColumn> columns = filledColumns(data);
    JsonRowEncoder encoder = new JsonRowEncoder(JsonRowPlan.compile(columns), MOST_ROW_BYTES);
    RowBinaryWriter out = new RowBinaryWriter(1 << 20, MOST_BYTES + MOST_ROW_BYTES);
    MessageSource messages = data.messages(SEED, 0);
    int run = Math.min(MOST_RUN, mostRows / PARTITIONS);
    int rows = 0;
    while (rows < mostRows && out.position() < MOST_BYTES) {
      int partition = rows / run % PARTITIONS;
      long offset = (long) rows / run / PARTITIONS * run + rows % run;
      long millis = FIRST_MILLIS + (offset * PARTITIONS + partition) / ROWS_PER_MILLI;
      byte[] message = messages.next(millis);
      RowProblem problem = encoder.encode(message, 0, message.length, out);
      if (problem != null) {
        throw new IllegalStateException(data.label() + ": " + problem.sentence());
      }
      writePlace(out, partition, offset, millis, messages.lastKey());
      rows++;
    }
    return new GathererRows(
        withMetaColumns(columns), rows, Arrays.copyOf(out.array(), out.position()));
  }

  private static void writePlace(
      RowBinaryWriter out, int partition, long offset, long millis, String key) {
    byte[] topic = "rows_0".getBytes(StandardCharsets.UTF_8);
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    out.writeString("");
    out.writeString(topic, 0, topic.length);
    out.writeInt16(partition);
    out.writeInt64(offset);
    out.writeInt32((int) (millis / 1000));
    out.writeString(keyBytes, 0, keyBytes.length);
    out.writeInt32(1);
  }

  /** Those that the messages fill. */
  private static List<RowColumn> filledColumns(DataSet data) {
    List<RowColumn> columns = new ArrayList<>();
    Matcher lines = SCHEMA_LINE.matcher(data.schema());
    while (lines.find()) {
      columns.add(
          new RowColumn(lines.group(1), ColumnType.parse(lines.group(2)), lines.group(3), false));
    }
    return columns;
  }

  private static List<RowColumn> withMetaColumns(List<RowColumn> columns) {
    List<RowColumn> all = new ArrayList<>(columns);
    for (MetaColumn meta : MetaColumn.of(Stored.NOTHING)) {
      all.add(new RowColumn(meta.columnName(), ColumnType.parse(meta.type()), null, false));
    }
    return all;
  }
}
