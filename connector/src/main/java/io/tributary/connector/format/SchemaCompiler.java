package io.tributary.connector.format;

import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.protocol.row.RowEncoder;

/**
 * Makes readers for the schemas of one type; made for one table plan. One thread, on which its
 * readers run, too.
 */
@FunctionalInterface
public interface SchemaCompiler {

  /**
   * A reader of what follows {@code WireFormat}'s header in messages of this schema.
   *
   * @throws SchemaMisfitException if none of its messages can become a row
   * @throws io.tributary.protocol.row.RowPlanException if a column cannot be filled
   */
  RowEncoder compile(RegisteredSchema schema) throws SchemaMisfitException;
}
