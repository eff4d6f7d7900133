package io.tributary.protocol.frame;

import java.io.Serial;

/**
 * The other side broke a rule of the protocol. The session answers with {@link #goodbye()} and
 * closes; nothing else in the process is touched. Carries no stack trace: it is about the peer, and
 * a flood of bad sessions must stay cheap.
 */
public final class ProtocolViolation extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Rule rule;

  /**
   * Names a breach.
   *
   * @param rule the broken rule
   * @param detail what was found and what was allowed; control characters are replaced and a long
   *     text is cut
   */
  public ProtocolViolation(Rule rule, String detail) {
    super(MessageLine.of(rule.id() + " " + rule + ": " + detail), null, false, false);
    this.rule = rule;
  }

  /** The broken rule. */
  public Rule rule() {
    return rule;
  }

  /** The frame that tells the other side; its message starts with the rule's number and name. */
  public Frame.Goodbye goodbye() {
    return new Frame.Goodbye(GoodbyeReason.VIOLATION, String.valueOf(getMessage()));
  }
}
