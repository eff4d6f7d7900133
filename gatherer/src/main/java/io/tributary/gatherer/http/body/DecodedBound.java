package io.tributary.gatherer.http.body;

/**
 * Holds a body to its size, and a compressed one to how much it may grow, so that a few bytes
 * cannot cost much work. Pure; one thread.
 */
final class DecodedBound {
  /** A short body of nothing but repetitions is fine. */
  static final long FREE_BYTES = 1 << 20;

  private final BodyLimits limits;
  private long sent;
  private long decoded;

  DecodedBound(BodyLimits limits) {
    this.limits = limits;
  }

  void sent(int bytes) throws BodyProblem {
    sent += bytes;
    check(sent);
  }

  void decoded(int bytes) throws BodyProblem {
    decoded += bytes;
    check(decoded);
    if (decoded > FREE_BYTES && decoded / limits.maxRatio() > sent) {
      throw new BodyProblem(
          BodyProblem.Kind.EXPANDS,
          "the body becomes more than %d times larger by decoding".formatted(limits.maxRatio()));
    }
  }

  private void check(long bytes) throws BodyProblem {
    if (bytes > limits.maxBytes()) {
      throw new BodyProblem(
          BodyProblem.Kind.TOO_LARGE,
          "the body has more than %d bytes".formatted(limits.maxBytes()));
    }
  }
}
