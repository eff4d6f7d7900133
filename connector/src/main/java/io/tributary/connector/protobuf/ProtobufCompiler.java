package io.tributary.connector.protobuf;

import io.tributary.connector.format.SchemaCompiler;
import io.tributary.connector.format.SchemaMisfitException;
import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowEncoder;

/** Compiles Protobuf schemas into readers. One thread. */
public final class ProtobufCompiler implements SchemaCompiler {
  // Of Protobuf a few bytes can be much JSON: enums by name, defaults.
  private static final int JSON_PER_ROW = 8;
  private static final int LEAST_JSON_BYTES = 1 << 20;

  private final RowEncoder rows;
  private final int maxJsonBytes;

  /**
   * @param plan how JSON fills the columns
   * @param maxRowBytes limit of one row; of its JSON, 8 times as much and at least 1 MiB
   */
  public ProtobufCompiler(JsonRowPlan plan, int maxRowBytes) {
    this.rows = new JsonRowEncoder(plan, maxRowBytes);
    this.maxJsonBytes =
        (int)
            Math.min(
                Integer.MAX_VALUE / 2,
                Math.max(LEAST_JSON_BYTES, (long) JSON_PER_ROW * maxRowBytes));
  }

  @Override
  public RowEncoder compile(RegisteredSchema schema) throws SchemaMisfitException {
    return new ProtobufRowEncoder(schema.id(), ProtoFiles.read(schema), rows, maxJsonBytes);
  }
}
