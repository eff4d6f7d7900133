package io.tributary.gatherer.quarantine;

/** A request gets another answer than it wants: an HTTP status and one line for its sender. */
final class RequestProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retrySeconds;

  RequestProblem(int status, String message) {
    this(status, message, 0);
  }

  private RequestProblem(int status, String message, int retrySeconds) {
    super(message, null, false, false);
    this.status = status;
    this.retrySeconds = retrySeconds;
  }

  /** The request was not even looked at, and may be sent again. */
  static RequestProblem busy(String message, int retrySeconds) {
    return new RequestProblem(503, message, retrySeconds);
  }

  int status() {
    return status;
  }

  /** When to send the request again, 0 if that would not help, or might not. */
  int retrySeconds() {
    return retrySeconds;
  }
}
