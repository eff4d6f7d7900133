package io.tributary.gatherer;

import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** RowBinary rows that say where they come from, as exactly once needs it. */
final class LedgerRows {
  static final String COLUMNS =
      "__topic LowCardinality(String), __partition Int16, __offset Int64, __run UInt32, tail"
          + " UInt32";

  static final Layout LAYOUT =
      new Layout(
          List.of(
              new LayoutColumn("__topic", "LowCardinality(String)", false),
              new LayoutColumn("__partition", "Int16", false),
              new LayoutColumn("__offset", "Int64", false),
              new LayoutColumn("__run", "UInt32", false),
              new LayoutColumn("tail", "UInt32", false)));

  private LedgerRows() {}

  /** Rows of a partition of the topic and run that {@link TestConnector} claims. */
  static Buffer rows(int partition, long firstOffset, int count) {
    byte[] topic = "topic".getBytes(StandardCharsets.UTF_8);
    Buffer rows = Buffer.buffer();
    for (int i = 0; i < count; i++) {
      rows.appendByte((byte) topic.length)
          .appendBytes(topic)
          .appendShortLE((short) partition)
          .appendLongLE(firstOffset + i)
          .appendIntLE(7)
          .appendIntLE(9);
    }
    return rows;
  }

  /** A table that is there already. */
  static TableDefinition definition(String table) {
    return new TableDefinition(
        table,
        LAYOUT.columns().stream()
            .map(column -> new ColumnDefinition(column.name(), column.type(), ""))
            .toList(),
        "",
        "",
        "");
  }
}
