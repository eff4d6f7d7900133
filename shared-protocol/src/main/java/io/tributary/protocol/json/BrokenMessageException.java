package io.tributary.protocol.json;

/** A message as a whole is no row; control flow within this package, without a stack trace. */
final class BrokenMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  BrokenMessageException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
