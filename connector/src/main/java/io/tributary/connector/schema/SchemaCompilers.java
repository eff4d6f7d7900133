package io.tributary.connector.schema;

import io.tributary.connector.format.SchemaCompiler;
import io.tributary.connector.format.SchemaMisfitException;
import io.tributary.connector.jsonschema.JsonSchemaCompiler;
import io.tributary.connector.jsonschema.JsonSchemaCompiler.Validation;
import io.tributary.connector.protobuf.ProtobufCompiler;
import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.connector.registry.RegisteredSchema.Reference;
import io.tributary.connector.registry.SchemaType;
import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import io.tributary.protocol.avro.AvroSchemaException;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Format;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowColumn;
import java.time.ZoneOffset;
import java.util.List;

/** The compiler of each format. */
final class SchemaCompilers {
  private SchemaCompilers() {}

  /** What the schemas of a format are. */
  static SchemaType type(Format format) {
    return switch (format) {
      case AVRO -> SchemaType.AVRO;
      case JSON_WITH_SCHEMA -> SchemaType.JSON;
      case PROTOBUF -> SchemaType.PROTOBUF;
      case JSON_WITHOUT_SCHEMA ->
          throw new IllegalArgumentException(format.text() + " has no schemas");
    };
  }

  /** Compiles the schemas of a format for these columns. */
  static SchemaCompiler of(
      Format format, Datasource datasource, List<RowColumn> columns, int maxRowBytes) {
    return switch (format) {
      case AVRO ->
          schema ->
              new AvroRowEncoder(
                  AvroRowPlan.compile(
                      avro(schema), columns, ZoneOffset.UTC, datasource.timeFormat()),
                  maxRowBytes);
      case JSON_WITH_SCHEMA ->
          new JsonSchemaCompiler(
              json(datasource, columns),
              maxRowBytes,
              datasource.formats().validate() ? Validation.ON : Validation.OFF);
      case PROTOBUF -> new ProtobufCompiler(json(datasource, columns), maxRowBytes);
      case JSON_WITHOUT_SCHEMA ->
          throw new IllegalArgumentException(format.text() + " has no schemas");
    };
  }

  private static JsonRowPlan json(Datasource datasource, List<RowColumn> columns) {
    return JsonRowPlan.compile(columns, ZoneOffset.UTC, datasource.timeFormat());
  }

  static AvroSchema avro(RegisteredSchema schema) throws SchemaMisfitException {
    try {
      return AvroSchema.parse(
          schema.text(), schema.references().stream().map(Reference::text).toList());
    } catch (AvroSchemaException e) {
      throw new SchemaMisfitException(String.valueOf(e.getMessage()));
    }
  }
}
