package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import org.apache.avro.Schema;

/** No datum of a schema can fill a type; found while a plan is compiled. */
final class MismatchException extends Exception {
  private static final long serialVersionUID = 1L;

  private MismatchException(String message) {
    super(message, null, false, false);
  }

  static MismatchException of(Schema schema, ColumnType type) {
    return of(schema, type, "");
  }

  /**
   * @param hint what could be done, empty or a clause that begins with a comma
   */
  static MismatchException of(Schema schema, ColumnType type, String hint) {
    return new MismatchException(
        "Avro's %s cannot fill %s%s".formatted(SchemaNames.of(schema), type.sql(), hint));
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
