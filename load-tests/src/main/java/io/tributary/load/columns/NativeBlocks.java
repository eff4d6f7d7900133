package io.tributary.load.columns;

import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns RowBinary rows into blocks of Native, one after the other:
 *
 * <pre>
 *   varuint columns, varuint rows, then for each column: name, type, prefix, values
 * </pre>
 *
 * <p>Reusable; keeps the memory of its largest block. Thread: one.
 */
final class NativeBlocks {
  private final List<String> names;
  private final BlockColumn[] columns;

  NativeBlocks(List<RowColumn> columns, Dictionaries dictionaries) {
    this.names = columns.stream().map(RowColumn::name).toList();
    this.columns =
        columns.stream()
            .map(column -> BlockColumns.of(column.type(), dictionaries))
            .toArray(BlockColumn[]::new);
  }

  /** What a statement has to say about the blocks. */
  Layout layout() {
    return new Layout(
        IntStream.range(0, columns.length)
            .mapToObj(i -> new LayoutColumn(names.get(i), columns[i].type(), false))
            .toList());
  }

  /**
   * Appends the rows as blocks.
   *
   * @param rows whole rows
   * @param mostRows of a block
   */
  void write(byte[] rows, int mostRows, RowBinaryWriter out) {
    RowCursor cursor = new RowCursor(rows);
    while (cursor.hasMore()) {
      int count = 0;
      while (count < mostRows && cursor.hasMore()) {
        takeRow(cursor);
        count++;
      }
      drain(count, out);
    }
  }

  private void takeRow(RowCursor cursor) {
    for (BlockColumn column : columns) {
      column.take(cursor);
    }
  }

  private void drain(int rows, RowBinaryWriter out) {
    out.writeVarUInt(columns.length);
    out.writeVarUInt(rows);
    for (int i = 0; i < columns.length; i++) {
      out.writeString(names.get(i));
      out.writeString(columns[i].type());
      columns[i].writePrefix(out);
      columns[i].drain(out);
    }
  }
}
