package io.tributary.connector.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connector.format.SchemaMisfitException;
import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.PathStep;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPath;
import io.tributary.protocol.table.ColumnDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the top-level fields of a schema that no column takes. */
final class UnreadFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_NAME_CHARS = 255;

  private UnreadFields() {}

  /**
   * A column for each of them, which is there without a value as well; none when the schema fits
   * the columns in no way.
   */
  static List<ColumnDefinition> of(RegisteredSchema schema, List<RowColumn> columns) {
    return switch (schema.type()) {
      case AVRO -> ofAvro(schema, columns);
      case JSON -> ofJson(schema, columns);
      case PROTOBUF -> List.of();
    };
  }

  private static List<ColumnDefinition> ofAvro(RegisteredSchema schema, List<RowColumn> columns) {
    try {
      return AvroRowPlan.compile(SchemaCompilers.avro(schema), columns).unreadFields().stream()
          .filter(field -> fits(field.name()))
          .map(field -> new ColumnDefinition(field.name(), nullable(field.type()), ""))
          .toList();
    } catch (SchemaMisfitException | RuntimeException | StackOverflowError e) {
      // The reader of the schema says what is wrong with it.
      return List.of();
    }
  }

  /** Records of other schemas have no value for the column. */
  private static String nullable(ColumnType type) {
    String sql;
    try {
      sql = new ColumnType.Nullable(type).sql();
    } catch (IllegalArgumentException e) {
      sql = type.sql();
    }
    try {
      // Of what is too deep or too long to be read again, the text is kept.
      return ColumnType.parse(sql).sql();
    } catch (IllegalArgumentException e) {
      return "Nullable(String)";
    }
  }

  private static List<ColumnDefinition> ofJson(RegisteredSchema schema, List<RowColumn> columns) {
    Set<String> read = new HashSet<>();
    for (RowColumn column : columns) {
      String path = column.path();
      if (path == null) {
        continue;
      }
      List<PathStep> steps = RowPath.steps(column, path);
      if (steps.isEmpty()) {
        return List.of();
      }
      if (steps.getFirst() instanceof PathStep.Field(String name)) {
        read.add(name);
      }
    }
    List<ColumnDefinition> unread = new ArrayList<>();
    try {
      JSON.readTree(schema.text())
          .path("properties")
          .properties()
          .forEach(
              property -> {
                if (!read.contains(property.getKey()) && fits(property.getKey())) {
                  unread.add(
                      new ColumnDefinition(property.getKey(), type(property.getValue()), ""));
                }
              });
    } catch (JsonProcessingException e) {
      return List.of();
    }
    return unread;
  }

  private static boolean fits(String name) {
    return !name.isEmpty() && name.length() <= MAX_NAME_CHARS;
  }

  /** Structures become their JSON text: what they hold may change with each schema. */
  private static String type(JsonNode property) {
    return switch (word(property.path("type"))) {
      case "integer" -> "Nullable(Int64)";
      case "number" -> "Nullable(Float64)";
      case "boolean" -> "Nullable(Bool)";
      default -> "Nullable(String)";
    };
  }

  /** The type's name; of several, the only one beside null. */
  private static String word(JsonNode type) {
    if (type.isTextual()) {
      return type.asText();
    }
    List<String> words = new ArrayList<>();
    type.forEach(one -> words.add(one.asText()));
    words.remove("null");
    return words.size() == 1 ? words.getFirst() : "";
  }
}
