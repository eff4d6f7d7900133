package io.tributary.connector.format;

/**
 * A schema cannot be read, or its messages cannot fill the columns. The message is a sentence
 * without its full stop.
 */
public final class SchemaMisfitException extends Exception {
  private static final long serialVersionUID = 1L;

  public SchemaMisfitException(String reason) {
    super(reason, null, false, false);
  }
}
