package io.tributary.load.workload;

import java.util.HashMap;
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
    return open(bootstrapServers, lingerMillis, Map.of());
  }

  /**
   * The same with other settings.
   *
   * @param others Kafka's properties, which win
   */
  public static KafkaProducer<String, byte[]> open(
      String bootstrapServers, int lingerMillis, Map<String, Object> others) {
    return new KafkaProducer<>(
        config(bootstrapServers, lingerMillis, others),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** A producer for rows, whose keys are bytes already. */
  static KafkaProducer<byte[], byte[]> ofRows(
      String bootstrapServers, int lingerMillis, Compression compression) {
    return new KafkaProducer<>(
        config(
            bootstrapServers,
            lingerMillis,
            Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.word())),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Map<String, Object> config(
      String bootstrapServers, int lingerMillis, Map<String, Object> others) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, Compression.LZ4.word());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // With several, a broker that stalled and leads again refuses a partition's batches as out of
    // order, and they go on at one a second until the delivery timeout.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    config.putAll(others);
    return config;
  }
}
