package io.tributary.load.model;

/** A row was lost or stored twice, or nothing moves any more. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String message) {
    super(message, null, false, false);
  }
}
