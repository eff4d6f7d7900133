package io.tributary.connector.registry;

/** The registry gave no answer that can be used; the message says why, without secrets. */
final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnavailableException(String reason) {
    super(reason, null, false, false);
  }
}
