package io.tributary.load.chaos.flow;

import io.tributary.load.process.Await;
import io.tributary.load.workload.SteadyProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one source in small groups of records, each group a transaction if the source has them.
 * What became of a transaction whose end is in doubt, the topic says; the writer does not guess.
 *
 * <p>Thread: one of its own; all methods on any.
 */
final class SourceWriter implements AutoCloseable {
  private static final Duration GROUP_INTERVAL = Duration.ofMillis(50);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final int ABORTED_OF_TEN = 3;
  private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

  /** What {@link #state} may be. */
  private enum State {
    PAUSED,
    RUNNING,
    PAUSING,
    CLOSED
  }

  private final String kafka;
  private final ChaosSource source;
  private final NumberedValues values;
  private final int recordsPerGroup;
  private final Random random;
  private final AtomicLong confirmed = new AtomicLong();
  private final Thread thread;
  private volatile int partitions;
  private volatile State state = State.PAUSED;
  private volatile @Nullable RuntimeException failure;
  private long next;

  SourceWriter(
      String kafka,
      ChaosSource source,
      NumberedValues values,
      int partitions,
      int recordsPerSecond) {
    this.kafka = kafka;
    this.source = source;
    this.values = values;
    this.partitions = partitions;
    this.recordsPerGroup = (int) Math.max(1, recordsPerSecond * GROUP_INTERVAL.toMillis() / 1_000);
    this.random = new Random(source.name().hashCode());
    this.thread = Thread.ofPlatform().daemon().name("writer-" + source.name()).start(this::run);
  }

  ChaosSource source() {
    return source;
  }

  int partitions() {
    return partitions;
  }

  void usePartitions(int count) {
    partitions = count;
  }

  long confirmed() {
    return confirmed.get();
  }

  void go() {
    state = State.RUNNING;
  }

  void askToPause() {
    if (state == State.RUNNING) {
      state = State.PAUSING;
    }
  }

  /**
   * Whether nothing is under way any more.
   *
   * @throws IllegalStateException if Kafka has refused something for good
   */
  boolean isPaused() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw new IllegalStateException(
          "the writer of %s failed: %s".formatted(source.name(), failed.getMessage()), failed);
    }
    return state == State.PAUSED;
  }

  private void run() {
    try {
      while (state != State.CLOSED) {
        writeUntilItFails();
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Each failure of Kafka ends the producer; the next one ends what this one has left open. */
  private void writeUntilItFails() {
    KafkaProducer<String, byte[]> producer = open();
    try {
      if (isTransactional()) {
        producer.initTransactions();
      }
      while (state != State.CLOSED) {
        if (state == State.RUNNING) {
          group(producer);
        } else if (state == State.PAUSING) {
          producer.flush();
          state = State.PAUSED;
        }
        Await.pause(GROUP_INTERVAL);
      }
    } catch (KafkaException e) {
      // A transaction that is open ends when the next producer of this id comes.
      Await.pause(GROUP_INTERVAL);
    } finally {
      producer.close(CLOSE_LIMIT);
    }
  }

  private boolean isTransactional() {
    return source.kind() == ChaosSource.Kind.TRANSACTIONS;
  }

  private KafkaProducer<String, byte[]> open() {
    Map<String, Object> others =
        isTransactional()
            ? Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "writer-" + source.name(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TRANSACTION_TIMEOUT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                TRANSACTION_TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TRANSACTION_TIMEOUT_MILLIS / 2)
            : Map.of();
    return SteadyProducer.open(kafka, 5, others);
  }

  private void group(KafkaProducer<String, byte[]> producer) {
    if (!isTransactional()) {
      send(producer);
      return;
    }
    producer.beginTransaction();
    send(producer);
    if (random.nextInt(10) < ABORTED_OF_TEN) {
      producer.abortTransaction();
    } else {
      producer.commitTransaction();
    }
  }

  private void send(KafkaProducer<String, byte[]> producer) {
    int count = 1 + random.nextInt(2 * recordsPerGroup - 1);
    for (int i = 0; i < count; i++) {
      long number = next++;
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(source.name(), random.nextInt(partitions), null, values.of(number));
      record
          .headers()
          .add(
              ChaosSource.HEADER,
              NumberedValues.header(number).getBytes(StandardCharsets.US_ASCII));
      // The topic is asked what became of it.
      Future<RecordMetadata> unused =
          producer.send(
              record,
              (metadata, exception) -> {
                if (exception == null) {
                  confirmed.incrementAndGet();
                }
              });
    }
  }

  /** Ends it; what it has sent and Kafka has not confirmed yet may be lost. */
  @Override
  public void close() {
    state = State.CLOSED;
    try {
      if (!thread.join(CLOSE_LIMIT.multipliedBy(2))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
