package io.tributary.protocol.table;

/**
 * One column of a {@link Layout}.
 *
 * @param name unquoted column name
 * @param type ClickHouse type text that the values were encoded for
 * @param marked true when each value is preceded by a {@code UInt8}: 1 = the value that follows is
 *     a placeholder, take the column's DEFAULT; 0 = take the value that follows
 */
public record LayoutColumn(String name, String type, boolean marked) {}
