package io.tributary.gatherer.insert;

import io.tributary.service.settings.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * Where ClickHouse is and how long it may take.
 *
 * @param url {@code http://host:port} or {@code https://host:port}
 * @param user empty for the server's default
 * @param password secret, empty for none; goes into headers only, never into URLs or logs
 * @param database holds all tables
 * @param connections inserts that run at once, 1 to 1,000
 * @param connectTimeout for a TCP connection
 * @param insertTimeout from the first byte of an insert to its answer
 */
public record ClickHouseSettings(
    URI url,
    String user,
    Secret password,
    String database,
    int connections,
    Duration connectTimeout,
    Duration insertTimeout) {
  public ClickHouseSettings {
    String scheme = url.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme))
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "CLICKHOUSE_URL must look like http://host:8123 or https://host:8443, with user and"
              + " password in CLICKHOUSE_USER and CLICKHOUSE_PASSWORD");
    }
    if (database.isEmpty()) {
      throw new IllegalArgumentException("CLICKHOUSE_DATABASE is empty: name a database");
    }
    if (connections < 1 || connections > 1000) {
      throw new IllegalArgumentException(
          "CLICKHOUSE_CONNECTIONS is " + connections + ": use 1 to 1000");
    }
  }

  boolean isTls() {
    return "https".equals(url.getScheme());
  }

  int port() {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return isTls() ? 8443 : 8123;
  }
}
