package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.BodyProblem;
import java.util.List;

/**
 * Why a request is not served.
 *
 * @param message names the thing and the value, without a full stop; never a secret
 * @param retrySeconds for Retry-After; 0 for none
 * @param errors bad rows, if that is why
 */
record Refusal(ApiError error, String message, long retrySeconds, List<RowIntake.RowError> errors) {
  /** Memory is free again as soon as some request has ended. */
  private static final int MEMORY_RETRY_SECONDS = 1;

  Refusal {
    errors = List.copyOf(errors);
  }

  Refusal(ApiError error, String message) {
    this(error, message, 0, List.of());
  }

  static Refusal retry(ApiError error, String message, long seconds) {
    return new Refusal(error, message, Math.max(1, seconds), List.of());
  }

  static Refusal of(BodyProblem problem) {
    String message = problem.getMessage();
    return switch (problem.kind()) {
      case ENCODING_BROKEN -> new Refusal(ApiError.BODY_ENCODING_BROKEN, message);
      case MALFORMED -> new Refusal(ApiError.BODY_MALFORMED, message);
      case TOO_LARGE -> new Refusal(ApiError.BODY_TOO_LARGE, message);
      case EXPANDS -> new Refusal(ApiError.BODY_EXPANDS, message);
      case NO_MEMORY -> retry(ApiError.MEMORY_FULL, message, MEMORY_RETRY_SECONDS);
    };
  }

  /** As it is thrown where a request is taken apart. */
  static final class Thrown extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Thrown(ApiError error, String message) {
      this(new Refusal(error, message));
    }

    Thrown(Refusal refusal) {
      super(refusal.message(), null, false, false);
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
