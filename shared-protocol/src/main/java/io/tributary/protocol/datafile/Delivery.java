package io.tributary.protocol.datafile;

/** Which guarantee a datasource asks for. */
public enum Delivery {
  /** Exactly once where the table allows it, else at least once. */
  BEST,
  /** Exactly once or not at all. */
  EXACTLY_ONCE,
  /** At least once, also where more would be possible. */
  AT_LEAST_ONCE
}
