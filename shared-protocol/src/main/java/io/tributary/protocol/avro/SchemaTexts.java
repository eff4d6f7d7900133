package io.tributary.protocol.avro;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.NameValidator;
import org.apache.avro.ParseContext;
import org.apache.avro.Schema;
import org.apache.avro.util.SchemaResolver;

/**
 * Reads texts that name one another as one schema.
 *
 * <p>Where a name is used behind its definition, what Avro's parser makes of the texts is the
 * schema. Where it is used before, or within, a copy is made in which the type stands for it: Avro
 * could do so as well, but walks through all parts for each type. The copy has no defaults and
 * documentation.
 */
final class SchemaTexts {
  private static final int MAX_TYPES = 2_000;

  private final ParseContext names = new ParseContext(NameValidator.NO_VALIDATION);
  private final Set<Schema> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Schema> waiting = new ArrayDeque<>();
  private final IdentityHashMap<Schema, Schema> copies = new IdentityHashMap<>();

  private SchemaTexts() {}

  /**
   * The schema of a text.
   *
   * @param references texts that define names it uses, in any order
   * @throws AvroSchemaException if a name is not known, or they have more than 2,000 types with
   *     names
   * @throws RuntimeException of any kind if one is no schema
   */
  static Schema read(String text, Collection<String> references) {
    return new SchemaTexts().schema(text, references);
  }

  private Schema schema(String text, Collection<String> references) {
    Schema.Parser parser = new Schema.Parser(names);
    parser.setValidateDefaults(false);
    for (String reference : references) {
      Schema unused = parser.parseInternal(reference);
    }
    Schema schema = parser.parseInternal(text);
    List<Schema> types = new ArrayList<>(names.typesByName().values());
    if (types.size() > MAX_TYPES) {
      throw new AvroSchemaException(
          "the Avro schema has %d types with names, at most %d are read"
              .formatted(types.size(), MAX_TYPES));
    }
    types.add(schema);
    return anyIsName(types) ? copyOfAnyNames(schema) : schema;
  }

  /**
   * A copy, whatever its names are; nothing but what is deprecated says so to Schema's factories.
   */
  @SuppressWarnings("deprecation")
  private Schema copyOfAnyNames(Schema schema) {
    NameValidator before = Schema.getNameValidator();
    try {
      Schema.setNameValidator(NameValidator.NO_VALIDATION);
      return copy(schema);
    } finally {
      Schema.setNameValidator(before);
    }
  }

  /** True when some part is but the name of a type. */
  private boolean anyIsName(List<Schema> types) {
    boolean isName = false;
    types.forEach(this::meet);
    while (!waiting.isEmpty()) {
      Schema part = waiting.remove();
      if (SchemaResolver.isUnresolvedSchema(part)) {
        Schema unused = named(part);
        isName = true;
        continue;
      }
      switch (part.getType()) {
        case RECORD -> part.getFields().forEach(field -> meet(field.schema()));
        case UNION -> part.getTypes().forEach(this::meet);
        case ARRAY -> meet(part.getElementType());
        case MAP -> meet(part.getValueType());
        default -> {}
      }
    }
    return isName;
  }

  private void meet(Schema part) {
    if (parts.add(part)) {
      waiting.add(part);
    }
  }

  private Schema named(Schema part) {
    String name = SchemaResolver.getUnresolvedSchemaName(part);
    Schema type = names.getNamedSchema(name);
    if (type == null) {
      throw new AvroSchemaException("it is no Avro schema: it does not define " + name);
    }
    return type;
  }

  private Schema copy(Schema part) {
    if (SchemaResolver.isUnresolvedSchema(part)) {
      return copy(named(part));
    }
    Schema copy = copies.get(part);
    if (copy == null) {
      copy =
          switch (part.getType()) {
            case RECORD -> record(part);
            case UNION -> Schema.createUnion(part.getTypes().stream().map(this::copy).toList());
            case ARRAY -> Schema.createArray(copy(part.getElementType()));
            case MAP -> Schema.createMap(copy(part.getValueType()));
            default -> part;
          };
      copies.put(part, copy);
    }
    return copy;
  }

  private Schema record(Schema part) {
    Schema record = Schema.createRecord(part.getName(), null, part.getNamespace(), part.isError());
    // Known before its fields are, as they may hold the record itself.
    copies.put(part, record);
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : part.getFields()) {
      Schema.Field same = new Schema.Field(field.name(), copy(field.schema()));
      field.aliases().forEach(same::addAlias);
      fields.add(same);
    }
    record.setFields(fields);
    return record;
  }
}
