package io.tributary.connector.kafka;

import io.tributary.connector.telemetry.LagMeters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Asks now and then where the assigned partitions end. The consumer's own lag stands still while a
 * partition is paused, which is when it matters, and a poll does not fail when the brokers are
 * away; this question tells both.
 *
 * <p>Thread: the polling thread.
 */
final class EndWatch {
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final LagMeters lag;
  private long nextNanos = System.nanoTime();

  EndWatch(LagMeters lag) {
    this.lag = lag;
  }

  /** The assignment has changed: the next look is due. */
  void lookSoon() {
    nextNanos = System.nanoTime();
  }

  /** Asks if it is time to; waits at most a second for the brokers. */
  void look(Consumer<?, ?> consumer) {
    long now = System.nanoTime();
    Set<TopicPartition> assigned = consumer.assignment();
    if (now - nextNanos < 0 || assigned.isEmpty()) {
      return;
    }
    nextNanos = now + EVERY_NANOS;
    try {
      Map<Integer, Long> ends = new HashMap<>();
      consumer
          .endOffsets(assigned, PATIENCE)
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      lag.ends(ends);
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      lag.unanswered(String.valueOf(e.getMessage()));
    }
  }
}
