package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Which column type to make for a schema: one that holds every value of it. What has no type of its
 * own in every ClickHouse (unions of several types, records within themselves, durations) becomes a
 * String, which takes JSON text.
 */
final class AvroColumnTypes {
  private static final int MOST_PARTS = 200;
  private static final int MAX_FIXED = 256;
  private static final ColumnType TEXT = new ColumnType.Text();

  private int parts;

  private AvroColumnTypes() {}

  /**
   * The type for a schema, Nullable where it is a union with null and the type can be that.
   *
   * @param schema of one field
   */
  static ColumnType propose(Schema schema) {
    AvroColumnTypes types = new AvroColumnTypes();
    ColumnType type = types.of(schema);
    return types.parts > MOST_PARTS ? text(schema) : type;
  }

  private static ColumnType text(Schema schema) {
    boolean hasNull =
        schema.isUnion()
            && schema.getTypes().stream().anyMatch(of -> of.getType() == Schema.Type.NULL);
    return hasNull ? new ColumnType.Nullable(TEXT) : TEXT;
  }

  private ColumnType of(Schema schema) {
    // A record within itself ends here, too.
    if (++parts > MOST_PARTS) {
      return TEXT;
    }
    Logical logical = Logical.of(schema);
    return switch (schema.getType()) {
      case NULL -> new ColumnType.Nullable(TEXT);
      case BOOLEAN -> new ColumnType.Bool();
      case INT -> logical == Logical.DATE ? new ColumnType.Date32() : new ColumnType.SignedInt(32);
      case LONG ->
          logical.isTimestamp()
              ? new ColumnType.DateTime64(logical.subsecondDigits(), "")
              : new ColumnType.SignedInt(64);
      case FLOAT -> new ColumnType.Float32();
      case DOUBLE -> new ColumnType.Float64();
      case STRING -> logical == Logical.UUID ? new ColumnType.Uuid() : TEXT;
      case BYTES -> logical == Logical.DECIMAL ? decimal(schema) : TEXT;
      case FIXED -> fixed(schema, logical);
      case ENUM -> new ColumnType.LowCardinality(TEXT);
      case ARRAY -> new ColumnType.Array(of(schema.getElementType()));
      case MAP -> new ColumnType.Map(TEXT, of(schema.getValueType()));
      case RECORD -> record(schema);
      case UNION -> union(schema);
    };
  }

  private static ColumnType decimal(Schema schema) {
    LogicalTypes.Decimal type = (LogicalTypes.Decimal) schema.getLogicalType();
    return new ColumnType.Decimal(type.getPrecision(), type.getScale());
  }

  private static ColumnType fixed(Schema schema, Logical logical) {
    int size = schema.getFixedSize();
    return switch (logical) {
      case UUID -> new ColumnType.Uuid();
      case DECIMAL -> decimal(schema);
      case DURATION -> TEXT;
      default -> size > 0 && size <= MAX_FIXED ? new ColumnType.FixedText(size) : TEXT;
    };
  }

  private ColumnType record(Schema schema) {
    List<ColumnType.Element> elements = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      elements.add(new ColumnType.Element(field.name(), of(field.schema())));
    }
    return elements.isEmpty() ? TEXT : new ColumnType.Tuple(elements);
  }

  private ColumnType union(Schema schema) {
    List<Schema> values =
        schema.getTypes().stream().filter(of -> of.getType() != Schema.Type.NULL).toList();
    if (values.size() != 1) {
      return text(schema);
    }
    ColumnType type = of(values.getFirst());
    if (values.size() == schema.getTypes().size()) {
      return type;
    }
    return switch (type) {
      case ColumnType.LowCardinality(ColumnType of) ->
          new ColumnType.LowCardinality(new ColumnType.Nullable(of));
      // A null is an empty one.
      case ColumnType.Array _, ColumnType.Map _, ColumnType.Tuple _ -> type;
      case ColumnType.Nullable _ -> type;
      default -> new ColumnType.Nullable(type);
    };
  }
}
