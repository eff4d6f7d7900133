package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.json.LooseValueEncoder;
import io.tributary.protocol.row.ColumnPath;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Chooses what reads data of a schema as values of a column type. What it gives is for one thread.
 */
final class ValueReaders {
  private static final int FIRST_BYTES = 256;
  private static final int MAX_ZERO_BYTES = 256 << 20;
  private static final int OWN_LENGTH = -1;
  private static final int NULL_ALTERNATIVE = 255;

  private final ZoneId serverZone;
  private final DateTimeInputFormat timeFormat;
  private final Skips skips;
  private final TextForms texts;
  private final ScalarReaders scalars;
  private final int maxTextBytes;
  // Schemas and types may hold one another in more ways than can be counted.
  private final IdentityHashMap<ColumnType, IdentityHashMap<Schema, ValueReader>> known =
      new IdentityHashMap<>();
  private RowBinaryWriter scratch = new RowBinaryWriter(FIRST_BYTES, FIRST_BYTES);

  /**
   * @param maxTextBytes limit of a JSON text that is made on the way to a value
   */
  ValueReaders(ZoneId serverZone, DateTimeInputFormat timeFormat, Skips skips, int maxTextBytes) {
    this.serverZone = serverZone;
    this.timeFormat = timeFormat;
    this.skips = skips;
    this.texts = new TextForms(skips);
    this.scalars = new ScalarReaders(serverZone, this::loose);
    this.maxTextBytes = maxTextBytes;
  }

  /**
   * @throws MismatchException if no datum of the schema fits the type
   */
  ValueReader of(Schema schema, ColumnType type) throws MismatchException {
    IdentityHashMap<Schema, ValueReader> ofType =
        known.computeIfAbsent(type, _ -> new IdentityHashMap<>());
    ValueReader reader = ofType.get(schema);
    if (reader == null) {
      reader = schema.isUnion() ? union(schema, type) : make(schema, type);
      ofType.put(schema, reader);
    }
    return reader;
  }

  private ValueReader union(Schema schema, ColumnType type) throws MismatchException {
    List<Schema> branches = schema.getTypes();
    ValueReader[] readers = new ValueReader[branches.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = of(branches.get(i), type);
    }
    return new ValueReader.Union(readers);
  }

  private ValueReader make(Schema schema, ColumnType type) throws MismatchException {
    return switch (type) {
      case ColumnType.LowCardinality(ColumnType of) -> of(schema, of);
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> of(schema, of);
      case ColumnType.Nested nested -> of(schema, nested.structure());
      case ColumnType.Dynamic _ -> byWayOfJson(schema, type);
      default ->
          schema.getType() == Schema.Type.NULL
              ? new ValueReader.Constant(missing(type))
              : value(schema, type);
    };
  }

  private ValueReader value(Schema schema, ColumnType type) throws MismatchException {
    return switch (type) {
      case ColumnType.Nullable(ColumnType of) -> new ValueReader.NotNull(of(schema, of));
      case ColumnType.Variant(List<ColumnType> types) -> alternative(schema, type, types);
      case ColumnType.Text _ -> text(schema);
      case ColumnType.Json _ -> json(schema, type);
      case ColumnType.Array(ColumnType of) -> array(schema, type, of);
      case ColumnType.Map(ColumnType key, ColumnType of) -> map(schema, type, key, of);
      case ColumnType.Tuple tuple -> tuple(schema, tuple);
      case ColumnType.Geo _ -> shape(schema, type);
      default -> scalars.of(schema, type);
    };
  }

  /** The one type of a Variant that takes the schema. */
  private ValueReader alternative(Schema schema, ColumnType variant, List<ColumnType> types)
      throws MismatchException {
    ColumnType natural = AvroColumnTypes.propose(schema);
    int chosen = types.indexOf(natural);
    if (chosen < 0) {
      int[] taking = takingOf(schema, types);
      int[] alike =
          Arrays.stream(taking)
              .filter(i -> types.get(i).getClass() == natural.getClass())
              .toArray();
      int[] candidates = taking.length > 1 && alike.length > 0 ? alike : taking;
      if (candidates.length > 1) {
        throw MismatchException.of(
            schema, variant, ", as several of its types take it; add " + natural.sql() + " to it");
      }
      if (candidates.length == 0) {
        candidates = textOf(types);
      }
      if (candidates.length == 0) {
        throw MismatchException.of(schema, variant, ", add " + natural.sql() + " to it");
      }
      chosen = candidates[0];
    }
    return new ValueReader.Alternative(chosen, of(schema, types.get(chosen)));
  }

  private int[] takingOf(Schema schema, List<ColumnType> types) {
    int[] taking = new int[types.size()];
    int count = 0;
    for (int i = 0; i < taking.length; i++) {
      if (!ColumnPath.isText(types.get(i))) {
        try {
          ValueReader unused = of(schema, types.get(i));
          taking[count++] = i;
        } catch (MismatchException e) {
          // Another type may take it.
        }
      }
    }
    return Arrays.copyOf(taking, count);
  }

  private static int[] textOf(List<ColumnType> types) {
    for (int i = 0; i < types.size(); i++) {
      if (ColumnPath.isText(types.get(i))) {
        return new int[] {i};
      }
    }
    return new int[0];
  }

  private ValueReader text(Schema schema) {
    Logical logical = Logical.of(schema);
    return switch (schema.getType()) {
      case STRING -> new ValueReader.Text();
      case BYTES ->
          logical == Logical.NONE
              ? new ValueReader.Text()
              : new ValueReader.AsText(texts.of(schema));
      case FIXED ->
          logical == Logical.NONE
              ? new ValueReader.FixedText(schema.getFixedSize())
              : new ValueReader.AsText(texts.of(schema));
      default -> new ValueReader.AsText(texts.of(schema));
    };
  }

  private ValueReader json(Schema schema, ColumnType type) throws MismatchException {
    return switch (schema.getType()) {
      case STRING -> new ValueReader.Text();
      case RECORD, MAP -> new ValueReader.AsText(texts.of(schema));
      default ->
          throw MismatchException.of(
              schema, type, ", which takes records, maps and strings that hold JSON");
    };
  }

  private ValueReader array(Schema schema, ColumnType type, ColumnType of)
      throws MismatchException {
    if (schema.getType() != Schema.Type.ARRAY) {
      throw MismatchException.of(schema, type);
    }
    Schema item = schema.getElementType();
    return new ValueReader.Items(of(item, of), skips.minBytes(item));
  }

  private ValueReader map(Schema schema, ColumnType type, ColumnType key, ColumnType of)
      throws MismatchException {
    return switch (schema.getType()) {
      case MAP -> {
        ValueReader keys =
            ColumnPath.isText(key)
                ? new ValueReader.Text()
                : new ValueReader.Loose(loose(key), OWN_LENGTH);
        Schema value = schema.getValueType();
        yield new ValueReader.Pairs(keys, of(value, of), 1 + skips.minBytes(value));
      }
      case RECORD -> byWayOfJson(schema, type);
      default -> throw MismatchException.of(schema, type);
    };
  }

  private ValueReader shape(Schema schema, ColumnType type) throws MismatchException {
    if (schema.getType() != Schema.Type.ARRAY) {
      throw MismatchException.of(schema, type);
    }
    return byWayOfJson(schema, type);
  }

  private ValueReader tuple(Schema schema, ColumnType.Tuple type) throws MismatchException {
    return switch (schema.getType()) {
      case RECORD -> {
        if (!type.named()) {
          throw MismatchException.of(schema, type, ", name its elements as the fields are");
        }
        yield record(schema, type.elements());
      }
      case ARRAY -> {
        if (type.named()) {
          throw MismatchException.of(schema, type);
        }
        yield byWayOfJson(schema, type);
      }
      case MAP -> {
        if (!type.named()) {
          throw MismatchException.of(schema, type);
        }
        yield byWayOfJson(schema, type);
      }
      default -> throw MismatchException.of(schema, type);
    };
  }

  private ValueReader record(Schema schema, List<ColumnType.Element> elements)
      throws MismatchException {
    ValueReader[] readers = new ValueReader[elements.size()];
    int[] fields = new int[readers.length];
    boolean ordered = true;
    int last = -1;
    for (int i = 0; i < readers.length; i++) {
      ColumnType.Element element = elements.get(i);
      Schema.Field field = Steps.field(schema, element.name());
      fields[i] = field == null ? -1 : field.pos();
      readers[i] =
          field == null
              ? new ValueReader.Constant(missing(element.type()))
              : of(field.schema(), element.type());
      ordered &= field == null || field.pos() > last;
      last = field == null ? last : field.pos();
    }
    Skip[] over =
        schema.getFields().stream().map(field -> skips.of(field.schema())).toArray(Skip[]::new);
    return ordered
        ? new ValueReader.OrderedFields(between(over, fields), readers)
        : new ValueReader.Fields(over, fields, readers);
  }

  private static Skip[][] between(Skip[] over, int[] fields) {
    Skip[][] before = new Skip[fields.length + 1][];
    int next = 0;
    for (int i = 0; i < fields.length; i++) {
      int to = Math.max(next, fields[i]);
      before[i] = Skips.merged(List.of(over).subList(next, to));
      next = fields[i] < 0 ? next : fields[i] + 1;
    }
    before[fields.length] = Skips.merged(List.of(over).subList(next, over.length));
    return before;
  }

  private ValueReader byWayOfJson(Schema schema, ColumnType type) {
    if (scratch.limit() < maxTextBytes) {
      scratch = new RowBinaryWriter(FIRST_BYTES, Math.max(FIRST_BYTES, maxTextBytes));
    }
    return new ValueReader.ByWayOfJson(texts.of(schema), loose(type), scratch);
  }

  private LooseValueEncoder loose(ColumnType type) {
    return LooseValueEncoder.of(type, serverZone, timeFormat);
  }

  /** What stands for a missing value of a type, without a marker. */
  byte[] missing(ColumnType type) {
    if (type instanceof ColumnType.Variant) {
      return new byte[] {(byte) NULL_ALTERNATIVE};
    }
    RowBinaryWriter bytes = new RowBinaryWriter(FIRST_BYTES, MAX_ZERO_BYTES);
    loose(type).encodeMissing(bytes);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
