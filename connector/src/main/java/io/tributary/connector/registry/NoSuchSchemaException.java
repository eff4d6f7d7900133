package io.tributary.connector.registry;

/** The registry has answered, and there is no schema to be had under an id. */
final class NoSuchSchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  NoSuchSchemaException(String reason) {
    super(reason, null, false, false);
  }
}
