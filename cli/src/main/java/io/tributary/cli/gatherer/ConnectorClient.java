package io.tributary.cli.gatherer;

import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.service.settings.Address;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;

/**
 * The management port of a connector. Calls block, and throw a {@link GathererException} for every
 * answer that is none.
 *
 * <p>Thread: one.
 */
public final class ConnectorClient implements AutoCloseable {
  private final ManagementPort port;

  /**
   * @param address of the management port
   * @param token of its gatherers, empty for none
   */
  public ConnectorClient(Address address, String token) {
    this.port = new ManagementPort(address, token, "connector");
  }

  /** How far it is in each partition that it holds. */
  public ConnectorPositions positions() {
    HttpResponse<byte[]> answer = port.exchange(port.request("/positions").GET());
    if (answer.statusCode() != 200) {
      throw port.refused(answer);
    }
    try {
      return ConnectorPositions.read(Buffer.buffer(answer.body()));
    } catch (IllegalArgumentException e) {
      throw port.refused(answer);
    }
  }

  @Override
  public void close() {
    port.close();
  }
}
