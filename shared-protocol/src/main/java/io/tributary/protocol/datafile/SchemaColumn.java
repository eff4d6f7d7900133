package io.tributary.protocol.datafile;

import io.tributary.protocol.table.ColumnDefinition;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@code SCHEMA} block.
 *
 * @param name letters, digits and underscores, 1 to 255
 * @param type type as written, such as {@code DateTime(3)}
 * @param path JSONPath such as {@code $.user.id}, without {@code json:}; null = never filled from
 *     the message, always the column's DEFAULT
 * @param defaultExpression SQL of the DEFAULT clause, empty for none
 */
public record SchemaColumn(
    String name, String type, @Nullable String path, String defaultExpression) {
  // Tinybird writes DateTime(3) for what ClickHouse calls DateTime64(3).
  private static final Pattern PRECISE_DATE_TIME =
      Pattern.compile("\\bDateTime\\(\\s*([0-9])\\s*(?=[,)])");

  public SchemaColumn {
    if (name.isEmpty() || type.isEmpty()) {
      throw new IllegalArgumentException("column '" + name + "' needs a name and a type");
    }
  }

  /** The column for a CREATE TABLE: {@code DateTime(3)} becomes {@code DateTime64(3)}. */
  public ColumnDefinition definition() {
    return new ColumnDefinition(
        name, PRECISE_DATE_TIME.matcher(type).replaceAll("DateTime64($1"), defaultExpression);
  }
}
