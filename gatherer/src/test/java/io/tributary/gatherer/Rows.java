package io.tributary.gatherer;

import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** RowBinary rows of the table that {@link TestConnector#definition} describes. */
final class Rows {
  static final Layout PLAIN =
      new Layout(
          List.of(
              new LayoutColumn("id", "UInt64", false),
              new LayoutColumn("name", "String", false),
              new LayoutColumn("tail", "UInt32", false)));

  static final Layout MARKED =
      new Layout(
          List.of(
              new LayoutColumn("id", "UInt64", false),
              new LayoutColumn("name", "String", true),
              new LayoutColumn("tail", "UInt32", false)));

  private Rows() {}

  /** Rows with ids from {@code first}, each {@code name} long, and 7 as tail. */
  static Buffer plain(long first, int count, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    Buffer rows = Buffer.buffer();
    for (int i = 0; i < count; i++) {
      rows.appendLongLE(first + i);
      text(rows, text);
      rows.appendIntLE(7);
    }
    return rows;
  }

  /** One row whose name is left to the table's DEFAULT. */
  static Buffer withoutName(long id) {
    return Buffer.buffer()
        .appendLongLE(id)
        .appendByte((byte) 1)
        .appendByte((byte) 0)
        .appendIntLE(7);
  }

  /** One row with a name, in the marked layout. */
  static Buffer withName(long id, String name) {
    Buffer row = Buffer.buffer().appendLongLE(id).appendByte((byte) 0);
    text(row, name.getBytes(StandardCharsets.UTF_8));
    return row.appendIntLE(7);
  }

  private static void text(Buffer rows, byte[] text) {
    int rest = text.length;
    while (rest > 127) {
      rows.appendByte((byte) ((rest & 127) | 128));
      rest >>>= 7;
    }
    rows.appendByte((byte) rest).appendBytes(text);
  }
}
