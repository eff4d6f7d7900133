package io.tributary.gatherer.spool;

/** Bytes of a file break a rule; the message names it, and what was expected and found. */
final class RuleBreach extends Exception {
  private static final long serialVersionUID = 1L;

  private final SpoolRule rule;

  RuleBreach(SpoolRule rule, String detail) {
    super(rule.id() + ' ' + rule + ": " + detail, null, false, false);
    this.rule = rule;
  }

  static RuleBreach checksum(SpoolRule rule, int expected, int found) {
    return new RuleBreach(rule, "expected %08x, found %08x".formatted(expected, found));
  }

  SpoolRule rule() {
    return rule;
  }
}
