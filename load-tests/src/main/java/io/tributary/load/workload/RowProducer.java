package io.tributary.load.workload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Produces messages where a {@link RowSchedule} puts them, each row once and in order.
 *
 * <p>While the broker is away, rows wait here (at most 32 MB of them, then {@code send} blocks) and
 * keep the time they were intended for. The time until a row is acknowledged counts from that time
 * too.
 *
 * <p>Thread: one sends, the rest any.
 */
public final class RowProducer implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final long MOST_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final List<String> topics;
  private final RowSchedule schedule;
  private final StoredMessages messages;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong acknowledged = new AtomicLong();
  private final Recorder micros = new Recorder(MOST_MICROS, DIGITS);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private long next;

  /** What is sent, and how. */
  public record Load(RowSchedule schedule, StoredMessages messages, Compression compression) {}

  public RowProducer(String bootstrapServers, List<String> topics, Load load) {
    this.topics = List.copyOf(topics);
    this.schedule = load.schedule();
    this.messages = load.messages();
    this.producer =
        SteadyProducer.ofRows(
            bootstrapServers, schedule.rowsPerSecond() > 0 ? 5 : 20, load.compression());
  }

  /**
   * Sends all rows up to this one as fast as the broker takes them, and returns when all are there.
   *
   * @throws IllegalStateException if the broker refuses one
   */
  public void sendUpTo(long end) {
    while (next < end && !stopped) {
      send(
          System.currentTimeMillis(),
          (metadata, exception) -> {
            if (exception == null) {
              acknowledged.incrementAndGet();
            } else {
              failure.compareAndSet(null, exception);
            }
          });
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
      long dueNanos = startNanos + intended;
      long early = dueNanos - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      } else {
        send(
            startMillis + intended / NANOS_PER_MILLI,
            (metadata, exception) -> {
              if (exception == null) {
                acknowledged.incrementAndGet();
                long taken = (System.nanoTime() - dueNanos) / NANOS_PER_MICRO;
                micros.recordValue(Math.clamp(taken, 0, MOST_MICROS));
              } else {
                failure.compareAndSet(null, exception);
              }
            });
      }
    }
    finish();
  }

  private void send(long timeMillis, Callback callback) {
    byte[] message = messages.next(timeMillis);
    String topic = topics.get(schedule.topic(next));
    // Failures reach the callback.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topic, schedule.partition(next), timeMillis, messages.lastKeyBytes(), message),
            callback);
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

  /**
   * Adds the microseconds from the time at which each row with a schedule was meant to be sent to
   * its acknowledgement; each is added once.
   */
  public void addAcknowledgements(Histogram to) {
    to.add(micros.getIntervalHistogram());
  }

  /** Ends what is being sent; rows that wait are dropped. */
  @Override
  public void close() {
    stopped = true;
    producer.close(Duration.ZERO);
  }
}
