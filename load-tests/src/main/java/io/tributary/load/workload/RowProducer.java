package io.tributary.load.workload;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Produces events of data set W where a {@link RowSchedule} puts them, each row once and in order.
 *
 * <p>While the broker is away, rows wait here (at most 32 MB of them, then {@code send} blocks) and
 * keep the time they were intended for.
 *
 * <p>Thread: one sends, {@link #acknowledged} on any.
 */
public final class RowProducer implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final List<String> topics;
  private final RowSchedule schedule;
  private final ClickSource events;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private long next;

  public RowProducer(
      String bootstrapServers, List<String> topics, RowSchedule schedule, ClickSource events) {
    this.topics = List.copyOf(topics);
    this.schedule = schedule;
    this.events = events;
    this.producer = SteadyProducer.open(bootstrapServers, schedule.rowsPerSecond() > 0 ? 5 : 20);
  }

  /**
   * Sends all rows up to this one as fast as the broker takes them, and returns when all are there.
   *
   * @throws IllegalStateException if the broker refuses one
   */
  public void sendUpTo(long end) {
    while (next < end && !stopped) {
      send(System.currentTimeMillis());
    }
    finish();
  }

  /**
   * Sends all rows up to this one, each at its time or as soon after it as the broker takes it.
   *
   * @param startNanos when the first measured row is due, on {@link System#nanoTime}'s clock
   * @throws IllegalStateException if the broker refuses one
   */
  public void sendOnSchedule(long end, long startNanos) {
    long startMillis =
        System.currentTimeMillis() + (startNanos - System.nanoTime()) / NANOS_PER_MILLI;
    while (next < end && !stopped) {
      long intended = schedule.intendedNanos(next);
      long early = startNanos + intended - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      } else {
        send(startMillis + intended / NANOS_PER_MILLI);
      }
    }
    finish();
  }

  private void send(long timeMillis) {
    byte[] event = events.next(timeMillis);
    String topic = topics.get(schedule.topic(next));
    // Failures reach the callback.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topic, schedule.partition(next), timeMillis, events.lastUser(), event),
            (metadata, exception) -> {
              if (exception == null) {
                acknowledged.incrementAndGet();
              } else {
                failure.compareAndSet(null, exception);
              }
            });
    next++;
  }

  private void finish() {
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("Kafka refuses records: " + failed.getMessage(), failed);
    }
  }

  /** Rows that are in their topics. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /** Ends what is being sent; rows that wait are dropped. */
  @Override
  public void close() {
    stopped = true;
    producer.close(java.time.Duration.ZERO);
  }
}
