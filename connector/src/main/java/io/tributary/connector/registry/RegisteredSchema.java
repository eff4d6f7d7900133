package io.tributary.connector.registry;

import java.util.List;

/**
 * A schema as the registry has it, with all that it refers to. What an id stands for never changes.
 *
 * @param id by which messages name it
 * @param text of the schema, in the language of its type
 * @param references what it refers to, directly or not; each stands behind what it refers to
 *     itself, and each name is there once
 */
public record RegisteredSchema(int id, SchemaType type, String text, List<Reference> references) {
  // What an entry costs beside its text, roughly.
  private static final int OVERHEAD_BYTES = 200;

  public RegisteredSchema {
    references = List.copyOf(references);
  }

  /** Memory that the texts take at most. */
  long weightBytes() {
    long chars = text.length();
    for (Reference reference : references) {
      chars += reference.name().length() + reference.text().length();
    }
    return OVERHEAD_BYTES + Character.BYTES * chars;
  }

  /**
   * Another schema that this one refers to.
   *
   * @param name by which it is referred to: of a type in Avro, a URI in JSON Schema, an imported
   *     file in Protobuf
   */
  public record Reference(String name, String text) {}
}
