package io.tributary.connector.uplink;

import io.tributary.service.settings.Address;
import io.tributary.service.settings.Secret;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * @param gatherers addresses, tried in turn
 * @param token what the gatherer expects, empty for none
 * @param instance stable name of this connector
 * @param incarnation of this process
 * @param connectTimeout bound of one attempt to connect
 * @param retryMaxDelay longest wait between two attempts
 * @param silence a session that says nothing for this long is closed
 * @param returnInterval how often it asks, while it is elsewhere, whether its best gatherer answers
 */
public record UplinkSettings(
    List<Address> gatherers,
    Secret token,
    String instance,
    UUID incarnation,
    Duration connectTimeout,
    Duration retryMaxDelay,
    Duration silence,
    Duration returnInterval) {
  public UplinkSettings {
    if (gatherers.isEmpty()) {
      throw new IllegalArgumentException("at least one gatherer address is needed");
    }
    gatherers = List.copyOf(gatherers);
  }

  /** The addresses, for messages. */
  String addresses() {
    return String.join(", ", gatherers.stream().map(Address::toString).toList());
  }

  /** This run of the connector, as it stands in quarantine tables and in the gatherer's log. */
  public String importId() {
    return instance + ' ' + incarnation;
  }
}
