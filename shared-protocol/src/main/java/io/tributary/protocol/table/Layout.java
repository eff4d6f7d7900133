package io.tributary.protocol.table;

import io.tributary.protocol.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The ordered columns and types that a batch of RowBinary rows was encoded for. Rows of equal
 * layout can be joined byte after byte; rows of different layouts never share an insert.
 *
 * @param columns in the order of the bytes of a row, at least one
 */
public record Layout(List<LayoutColumn> columns) {
  public Layout {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a layout has at least one column");
    }
    columns = List.copyOf(columns);
  }

  /**
   * First 8 bytes, big-endian, of the SHA-256 over each column's {@code name NUL type NUL marker}
   * in UTF-8, where marker is the character {@code 0} or {@code 1}. Equal layouts have equal
   * fingerprints on both sides of the wire.
   */
  public long fingerprint() {
    StringBuilder text = new StringBuilder();
    for (LayoutColumn column : columns) {
      text.append(column.name()).append('\0').append(column.type()).append('\0');
      text.append(column.marked() ? '1' : '0');
    }
    return ByteBuffer.wrap(Sha256.of(text.toString())).getLong();
  }
}
