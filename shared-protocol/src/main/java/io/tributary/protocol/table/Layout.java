package io.tributary.protocol.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    for (LayoutColumn column : columns) {
      String text = column.name() + '\0' + column.type() + '\0' + (column.marked() ? '1' : '0');
      sha256.update(text.getBytes(StandardCharsets.UTF_8));
    }
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }
}
