package io.tributary.connector.quarantine;

import io.tributary.connector.decode.ByteView;
import io.tributary.connector.decode.MetaColumn;
import io.tributary.connector.decode.MetaFields;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the quarantine row of a record that cannot be stored.
 *
 * <p>Layout of a row: the meta columns with {@code __value} as it came, then {@code
 * c__value_length}, {@code c__error_column}, {@code c__error}; {@code insertion_date} is filled by
 * ClickHouse.
 *
 * <p>Failure semantics: keys and values longer than their bound are cut, the full length of the
 * value stands beside it; the record itself stays in Kafka.
 *
 * <p>Thread: one.
 */
public final class QuarantineEncoder {
  /** Ending of a quarantine table's name. */
  public static final String SUFFIX = "_quarantine";

  private static final int MAX_KEY_BYTES = 4 << 10;
  private static final int MAX_TEXT_CHARS = 1000;
  private static final String DETAILS = "Array(String)";

  private final MetaFields meta;
  private final int maxValueBytes;
  private final ByteView value = new ByteView();
  private final ByteView key = new ByteView();

  /**
   * @param maxBatchBytes bytes of a quarantine batch; a single row never has more
   */
  public QuarantineEncoder(MetaFields meta, int maxBatchBytes) {
    this.meta = meta;
    this.maxValueBytes = maxBatchBytes / 8;
  }

  /** A row never has more bytes; a batch of this size has room for one more row. */
  public int maxRowBytes() {
    return 4 * maxValueBytes;
  }

  /** The table that the quarantined records of a datasource go to. */
  public static TableDefinition table(String datasource) {
    List<ColumnDefinition> columns = new ArrayList<>(MetaColumn.definitions());
    columns.add(new ColumnDefinition("c__value_length", "UInt64", ""));
    columns.add(new ColumnDefinition("c__error_column", DETAILS, ""));
    columns.add(new ColumnDefinition("c__error", DETAILS, ""));
    columns.add(new ColumnDefinition("insertion_date", "DateTime", "now()"));
    // A table of an earlier version lacks some of them.
    List<ColumnDefinition> added = columns.stream().map(ColumnDefinition::added).toList();
    return new TableDefinition(
        datasource + SUFFIX, added, "MergeTree", "__partition, __offset", "");
  }

  /** The layout of {@link #encode}'s rows. */
  public static Layout layout() {
    List<LayoutColumn> columns = new ArrayList<>();
    for (ColumnDefinition column : table("any").columns()) {
      if (column.defaultExpression().isEmpty()) {
        columns.add(new LayoutColumn(column.name(), column.type(), false));
      }
    }
    return new Layout(columns);
  }

  /** Appends the row. */
  public void encode(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, RowProblem problem, RowBinaryWriter out) {
    value.set(record.value());
    key.setUpTo(record.key(), MAX_KEY_BYTES);
    out.writeString(value.bytes(), value.offset(), Math.min(value.length(), maxValueBytes));
    meta.write(record, key, out);
    out.writeInt64(value.length());
    writeDetail(problem.column(), out);
    writeDetail(problem.sentence(), out);
  }

  private static void writeDetail(String text, RowBinaryWriter out) {
    byte[] utf8 =
        text.substring(0, Math.min(text.length(), MAX_TEXT_CHARS)).getBytes(StandardCharsets.UTF_8);
    out.writeVarUInt(1);
    out.writeString(utf8, 0, utf8.length);
  }
}
