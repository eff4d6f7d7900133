package io.tributary.connector.pipeline;

import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableDelivery;
import java.util.ArrayList;
import java.util.List;

/**
 * Which guarantee a datasource has, and why not a better one.
 *
 * @param guarantee in force
 * @param obstacles one line each; none where it is the best, or the one that was asked for
 * @param possible false when the datasource insists on what is not possible
 * @param remarks what the guarantee does not cover
 */
record GuaranteeChoice(
    Guarantee guarantee, List<String> obstacles, boolean possible, List<String> remarks) {

  /**
   * Chooses.
   *
   * @param wanted by the datasource
   * @param table what the table allows
   * @param topicHasId true when the brokers give topics ids
   */
  static GuaranteeChoice of(Delivery wanted, TableDelivery table, boolean topicHasId) {
    if (wanted == Delivery.AT_LEAST_ONCE) {
      return new GuaranteeChoice(Guarantee.AT_LEAST_ONCE, List.of(), true, List.of());
    }
    List<String> obstacles = new ArrayList<>(table.obstacles());
    if (!topicHasId) {
      obstacles.add("the brokers give topics no ids: upgrade Kafka to 3.1 or newer");
    }
    return obstacles.isEmpty()
        ? new GuaranteeChoice(Guarantee.EXACTLY_ONCE, List.of(), true, table.remarks())
        : new GuaranteeChoice(
            Guarantee.AT_LEAST_ONCE, List.copyOf(obstacles), wanted == Delivery.BEST, List.of());
  }

  /** One line for the log. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append(
        switch (guarantee) {
          case EXACTLY_ONCE -> "exactly once";
          case AT_LEAST_ONCE -> "at least once";
        });
    if (!obstacles.isEmpty()) {
      line.append(", because ").append(String.join("; ", obstacles));
    }
    if (!remarks.isEmpty()) {
      line.append(" (").append(String.join("; ", remarks)).append(')');
    }
    return line.toString();
  }
}
