package io.tributary.gatherer.table;

import java.util.ArrayList;
import java.util.List;

/** Memory that one table uses, over all its accounts; guarded by the pool's lock. */
final class TableUsage {
  final String table;

  /** Open ones; there are few, one for each sender and role. */
  final List<CreditAccount> accounts = new ArrayList<>(1);

  long bonus;
  long held;
  long inFlight;

  TableUsage(String table) {
    this.table = table;
  }

  /** Bytes that a flush could move. */
  long buffered() {
    return held - inFlight;
  }

  boolean isUnused() {
    return accounts.isEmpty() && held == 0;
  }
}
