package io.tributary.protocol.frame;

import java.io.Serial;

/**
 * A value that no frame may carry. Thrown by the records' own checks, so that a bug of the sender
 * shows where the frame is made; the reader turns it into a {@link ProtocolViolation} of the same
 * rule.
 */
final class BrokenRule extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final Rule rule;

  BrokenRule(Rule rule, String message) {
    super(message);
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }
}
