package io.tributary.gatherer.table;

/** Memory that one table uses, over all its accounts; guarded by the pool's lock. */
final class TableUsage {
  int accounts;
  long bonus;
  long held;
  long inFlight;

  /** Bytes that a flush could move. */
  long buffered() {
    return held - inFlight;
  }

  boolean isUnused() {
    return accounts == 0 && held == 0;
  }
}
