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
 * <p>Names are used behind their definitions, as a rule, and what the parser makes of the texts is
 * the schema. Only where a name comes first does Avro have to put things together afterwards, which
 * takes it a walk through all parts for each type.
 */
final class SchemaTexts {
  private static final int MAX_TYPES = 2_000;
  private static final long MAX_WALKED_PARTS = 4_000_000;

  private final ParseContext names = new ParseContext(NameValidator.NO_VALIDATION);
  private final Set<Schema> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Schema> waiting = new ArrayDeque<>();

  private SchemaTexts() {}

  /**
   * The schema of a text.
   *
   * @param references texts that define names it uses, in any order
   * @throws AvroSchemaException if a name is not known, they have more than 2,000 types with names,
   *     or use too many names ahead of their definitions
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
    if (!anyIsAhead(types)) {
      return schema;
    }
    if ((long) types.size() * parts.size() > MAX_WALKED_PARTS) {
      throw new AvroSchemaException(
          "the Avro schema is too large to use names ahead of their definitions");
    }
    names.commit();
    return names.resolve(schema);
  }

  /** True when some part is but the name of a type. */
  private boolean anyIsAhead(List<Schema> types) {
    boolean isAhead = false;
    types.forEach(this::meet);
    while (!waiting.isEmpty()) {
      Schema part = waiting.remove();
      if (SchemaResolver.isUnresolvedSchema(part)) {
        checkKnown(SchemaResolver.getUnresolvedSchemaName(part));
        isAhead = true;
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
    return isAhead;
  }

  private void meet(Schema part) {
    if (parts.add(part)) {
      waiting.add(part);
    }
  }

  private void checkKnown(String name) {
    if (names.getNamedSchema(name) == null) {
      throw new AvroSchemaException("it is no Avro schema: it does not define " + name);
    }
  }
}
