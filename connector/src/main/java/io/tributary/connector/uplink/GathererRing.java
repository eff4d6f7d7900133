package io.tributary.connector.uplink;

import io.tributary.protocol.placement.Rendezvous;
import io.tributary.service.settings.Address;
import java.util.List;

/**
 * Which gatherer to try next: the one that rendezvous hashing gives the table, so that small
 * batches of many connectors meet, and while that does not answer the next best.
 *
 * <p>Pure; owned by one thread.
 */
final class GathererRing {
  private final List<Address> gatherers;
  private int index;

  /**
   * @param table what is placed
   */
  GathererRing(List<Address> gatherers, String table) {
    this.gatherers = Rendezvous.order(table, gatherers, Address::toString);
  }

  /** The one to try, or the one that answered. */
  Address current() {
    return gatherers.get(index);
  }

  /** It did not answer. */
  void failed() {
    index = (index + 1) % gatherers.size();
  }

  /** One that had answered is gone: begins again with the best. */
  void lost() {
    index = 0;
  }

  /** The best one, and true when another one is used. */
  boolean isElsewhere() {
    return index != 0;
  }

  /** The best one. */
  Address best() {
    return gatherers.getFirst();
  }
}
