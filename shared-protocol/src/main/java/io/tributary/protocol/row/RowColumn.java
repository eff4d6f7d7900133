package io.tributary.protocol.row;

import io.tributary.protocol.column.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * One column of the rows that messages become.
 *
 * @param name unquoted column name
 * @param type of the column
 * @param path JSONPath of its value: {@code $} for the whole message, {@code $.a.b}, {@code
 *     $.a[0]}, {@code $.a[:].b}, {@code $['odd name']}; null when no message has it
 * @param marked true when a {@code UInt8} precedes the value: 1 = missing, take the DEFAULT
 */
public record RowColumn(String name, ColumnType type, @Nullable String path, boolean marked) {

  /** The path for people, empty when there is none. */
  public String shownPath() {
    return path == null ? "" : path;
  }
}
