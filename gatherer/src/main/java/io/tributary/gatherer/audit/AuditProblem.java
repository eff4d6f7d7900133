package io.tributary.gatherer.audit;

/** Something cannot be audited: an HTTP status and one line that says why. */
final class AuditProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  AuditProblem(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
