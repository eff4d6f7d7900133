package io.tributary.load.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Produces {@link ClickEvents} into a topic and counts what the broker has acknowledged.
 *
 * <p>Thread: {@link #produce} on one, {@link #acknowledged} on any.
 */
public final class EventProducer implements AutoCloseable {
  private final String topic;
  private final ClickEvents events;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public EventProducer(String bootstrapServers, String topic, long seed) {
    this.topic = topic;
    this.events = new ClickEvents(seed);
    this.producer = SteadyProducer.open(bootstrapServers, 20);
  }

  /** Creates a topic; fails if it exists. */
  public static void createTopic(String bootstrapServers, String topic, int partitions) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot create topic " + topic + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + topic, e);
    }
  }

  /**
   * Produces so many events as fast as the broker takes them and returns when all are acknowledged.
   *
   * @throws IllegalStateException if the broker refuses one
   */
  public void produce(long count) {
    for (long i = 0; i < count; i++) {
      byte[] event = events.next(System.currentTimeMillis());
      // Failures reach the callback.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, events.lastUser(), event),
              (metadata, exception) -> {
                if (exception == null) {
                  acknowledged.incrementAndGet();
                } else {
                  failure.compareAndSet(null, exception);
                }
              });
    }
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(
          "topic " + topic + " refuses records: " + failed.getMessage(), failed);
    }
  }

  /** Records that are in the topic. */
  public long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
