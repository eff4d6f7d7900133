package io.tributary.load.jmh;

/** In which order batches get their verdicts. */
public enum SettleOrder {
  /** In which they were begun. */
  OLDEST_FIRST,

  /** Any, so that early batches hold up what may be committed. */
  ANY
}
