package io.tributary.load.types;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A column, and what is read into it.
 *
 * @param schema of the field
 * @param type of the column
 * @param values of the field, at least one
 */
record AvroColumn(Schema schema, String type, List<@Nullable Object> values) {

  /** The value in a row; they repeat. */
  @Nullable Object value(int row) {
    return values.get(row % values.size());
  }
}
