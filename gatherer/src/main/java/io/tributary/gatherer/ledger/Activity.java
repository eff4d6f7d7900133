package io.tributary.gatherer.ledger;

import java.util.Set;

/**
 * What runs into a table and its quarantine.
 *
 * @param serverMillis ClickHouse's time before either list was made
 * @param foreign ids of the queries by which other gatherers insert, or this one without following
 *     them to their end
 */
record Activity(long serverMillis, Set<String> foreign) {
  Activity {
    foreign = Set.copyOf(foreign);
  }
}
