package io.tributary.load.baseline;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * ClickHouse's Java client for rows that are RowBinary already. Neither direction is compressed, as
 * between a gatherer and ClickHouse.
 *
 * <p>Thread: one at a time; calls block.
 */
public final class ReadyRowsClient implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 300;

  private final Client client;

  public ReadyRowsClient(String url, String database) {
    this.client =
        new Client.Builder()
            .addEndpoint(url)
            .setUsername("default")
            .setPassword("")
            .setDefaultDatabase(database)
            .compressServerResponse(false)
            .compressClientRequest(false)
            .serverSetting("async_insert", "0")
            .setSocketTimeout(TIMEOUT_SECONDS, ChronoUnit.SECONDS)
            .build();
  }

  /** One insert. The table may have a deduplication window, and rows come again. */
  public void insert(String table, List<String> columns, InputStream rows) throws Exception {
    InsertSettings settings =
        new InsertSettings().setDeduplicationToken(UUID.randomUUID().toString());
    client.insert(table, columns, rows, ClickHouseFormat.RowBinary, settings).get().close();
  }

  @Override
  public void close() {
    client.close();
  }
}
