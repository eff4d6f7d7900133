package io.tributary.connector.registry;

/** What the registry says of a schema id. */
public sealed interface Lookup {

  /** It knows the schema. */
  record Found(RegisteredSchema schema) implements Lookup {}

  /**
   * It says that there is no such schema, or none that can be used.
   *
   * @param reason a sentence without its full stop
   */
  record NotFound(String reason) implements Lookup {}
}
