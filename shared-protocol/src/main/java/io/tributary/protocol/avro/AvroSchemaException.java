package io.tributary.protocol.avro;

/** A text is no Avro schema, or one beyond the limits; the message says why. */
public final class AvroSchemaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  AvroSchemaException(String message) {
    super(message);
  }
}
