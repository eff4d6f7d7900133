package io.tributary.protocol.frame;

/** How often a record's row is in its table, after whatever failed. */
public enum Guarantee {
  /** Once or more: nothing is waited for and nothing looked up. */
  AT_LEAST_ONCE,

  /** Once: writers fence each other, and look before they write. */
  EXACTLY_ONCE
}
