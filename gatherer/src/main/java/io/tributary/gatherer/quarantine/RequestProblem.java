package io.tributary.gatherer.quarantine;

/** A request gets another answer than it wants: an HTTP status and one line for its sender. */
final class RequestProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RequestProblem(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
