package io.tributary.load.columns;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import java.util.Arrays;
import java.util.Map;

/** In which form the same rows go to ClickHouse. */
enum Form {
  /** As the gatherer sends them. */
  ROW_BINARY("RowBinary", 0, Dictionaries.NONE),
  /**
   * The same bytes, read as a server reads {@code input()}, in one block; the sandbox has {@code
   * file()} in its place, which is read in blocks of 65,409 rows.
   */
  ROW_BINARY_ONE_BLOCK("RowBinary, read as one block", 0, Dictionaries.NONE),
  /** The same bytes; the statement says String where a column is LowCardinality(String). */
  ROW_BINARY_AS_TEXT("RowBinary, read as String", 0, Dictionaries.NONE),
  NATIVE_65536("Native, blocks of 65,536", 65_536, Dictionaries.NONE),
  NATIVE_8192("Native, blocks of 8,192", 8_192, Dictionaries.NONE),
  /** What a connector makes where rows come slowly. */
  NATIVE_512("Native, blocks of 512", 512, Dictionaries.NONE),
  NATIVE_DICTIONARY("Native, 65,536, dictionaries", 65_536, Dictionaries.WRITTEN);

  private static final int MOST_BYTES = 1 << 28;

  private final String label;
  private final int blockRows;
  private final Dictionaries dictionaries;

  Form(String label, int blockRows, Dictionaries dictionaries) {
    this.label = label;
    this.blockRows = blockRows;
    this.dictionaries = dictionaries;
  }

  String label() {
    return label;
  }

  String format() {
    return blockRows == 0 ? "RowBinary" : "Native";
  }

  /** Settings beside those of all forms. */
  Map<String, String> settings() {
    return this == ROW_BINARY_ONE_BLOCK ? Map.of("max_block_size", "1048449") : Map.of();
  }

  /** The types that the statement names. */
  Layout layout(GathererRows rows) {
    return this == ROW_BINARY || this == ROW_BINARY_ONE_BLOCK
        ? new Layout(
            rows.columns().stream()
                .map(column -> new LayoutColumn(column.name(), column.type().sql(), false))
                .toList())
        : new NativeBlocks(rows.columns(), dictionaries).layout();
  }

  /** The body of the insert. */
  byte[] body(GathererRows rows) {
    if (blockRows == 0) {
      return rows.bytes();
    }
    RowBinaryWriter out = new RowBinaryWriter(1 << 20, MOST_BYTES);
    new NativeBlocks(rows.columns(), dictionaries).write(rows.bytes(), blockRows, out);
    return Arrays.copyOf(out.array(), out.position());
  }
}
