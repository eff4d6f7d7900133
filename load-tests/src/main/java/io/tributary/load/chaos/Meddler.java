package io.tributary.load.chaos;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.flow.ChaosWriters;
import io.tributary.load.chaos.schedule.FaultKind;
import io.tributary.load.process.Await;
import io.tributary.load.process.SqlClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Does what other people do to groups, tables and topics while rows flow.
 *
 * <p>Thread: any; calls block.
 */
final class Meddler {
  /** A table that is altered while ClickHouse is away is altered when it is back. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration MEMBERSHIP = Duration.ofMillis(250);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);
  private static final int SESSION_TIMEOUT_MILLIS = 6_000;
  private static final List<String> AMOUNT_TYPES = List.of("UInt64", "Int64", "UInt32");

  private final String kafka;
  private final SqlClient sql;
  private final List<ChaosSource> sources;
  private final ChaosWriters writers;
  private final AtomicInteger changes = new AtomicInteger();

  Meddler(String kafka, SqlClient sql, List<ChaosSource> sources, ChaosWriters writers) {
    this.kafka = kafka;
    this.sql = sql;
    this.sources = List.copyOf(sources);
    this.writers = writers;
  }

  /** Joins and leaves a source's group again and again; what it is given it never reads. */
  void rebalance(int source, Duration lasting) {
    long end = System.nanoTime() + lasting.toNanos();
    while (System.nanoTime() < end) {
      try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(member(source))) {
        member.subscribe(List.of(sources.get(source).name()));
        long leave = System.nanoTime() + MEMBERSHIP.toNanos();
        while (System.nanoTime() < leave) {
          var unused = member.poll(Duration.ofMillis(50));
        }
      } catch (KafkaException e) {
        // Kafka is away, or the other members disagree: the next one comes soon.
        Await.pause(BETWEEN_TRIES);
      }
    }
  }

  private Map<String, Object> member(int source) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka,
        ConsumerConfig.GROUP_ID_CONFIG,
        sources.get(source).group(),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "latest",
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        SESSION_TIMEOUT_MILLIS,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        SESSION_TIMEOUT_MILLIS,
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        SESSION_TIMEOUT_MILLIS / 2,
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName(),
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class.getName(),
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class.getName());
  }

  /** Adds a column or a partition, or gives a column another type that its values fit into. */
  void alter(FaultKind kind, int source) {
    ChaosSource one = sources.get(source);
    int number = changes.incrementAndGet();
    switch (kind) {
      case ADD_PARTITIONS -> writers.addPartition(source);
      case MODIFY_COLUMN -> {
        ChaosSource modified = one.canBeModified() ? one : sources.getFirst();
        alter(modified, "MODIFY COLUMN amount " + AMOUNT_TYPES.get(number % AMOUNT_TYPES.size()));
      }
      case ADD_COLUMN ->
          alter(
              one,
              "ADD COLUMN IF NOT EXISTS chaos_extra_%d String DEFAULT concat('n-', toString(number))"
                  .formatted(number));
      default -> throw new IllegalArgumentException(kind.text() + " is no change of a table");
    }
  }

  private void alter(ChaosSource source, String change) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        String unused = sql.query("ALTER TABLE " + source.table() + " " + change);
        return;
      } catch (SqlClient.SqlException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Await.pause(BETWEEN_TRIES);
      }
    }
  }
}
