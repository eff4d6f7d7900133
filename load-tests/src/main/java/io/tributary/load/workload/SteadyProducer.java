package io.tributary.load.workload;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How this harness' producers send: each record once, and on after a broker was away. */
public final class SteadyProducer {
  private static final int PATIENCE_MILLIS = 600_000;

  private SteadyProducer() {}

  /**
   * A producer that waits for its broker, at most ten minutes for each record.
   *
   * @param lingerMillis how long a record waits for others
   */
  public static KafkaProducer<String, byte[]> open(String bootstrapServers, int lingerMillis) {
    return new KafkaProducer<>(
        Map.ofEntries(
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, lingerMillis),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            // With several, a broker that stalled and leads again refuses a partition's batches as
            // out of order, and they go on at one a second until the delivery timeout.
            Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS)),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
