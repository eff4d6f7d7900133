package io.tributary.connector.kafka;

import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single records again by their offsets, outside of any consumer group: the few that
 * ClickHouse refused after they had left this process as rows.
 *
 * <p>Failure semantics: waits for brokers for as long as it takes; a record that its topic no
 * longer holds is simply not among the result.
 *
 * <p>Thread: one event loop.
 */
public final class RecordFetcher {
  private static final Logger log = LoggerFactory.getLogger(RecordFetcher.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final long AGAIN_MILLIS = 1000;

  /** One line in half a minute. */
  private static final int LOG_EVERY = 30;

  /** Fewer records than this are read over rather than jumped over. */
  private static final long JUMP_RECORDS = 500;

  /** Bytes of records after which a fetch ends and leaves the rest to the next. */
  private static final long MAX_BYTES = 32 << 20;

  private final Vertx vertx;
  private final SourceSettings settings;

  /**
   * What was fetched.
   *
   * @param records by offset
   * @param end offset below which everything wanted was looked at; what is not among the records
   *     does not exist
   */
  public record Fetched(Map<Long, ConsumerRecord<ByteBuffer, ByteBuffer>> records, long end) {
    /** The end of a fetch that looked at everything. */
    public static final long ALL = Long.MAX_VALUE;
  }

  public RecordFetcher(Vertx vertx, SourceSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * The records with these offsets, as far as they still exist and until they have 32 MiB; never
   * fails.
   *
   * @param offsets ascending, at least one
   * @param wanted false ends it: nobody waits for the records any more
   */
  public Future<Fetched> fetch(int partition, List<Long> offsets, BooleanSupplier wanted) {
    Fetch fetch = new Fetch(partition, offsets, wanted);
    fetch.open();
    return fetch.result.future();
  }

  /** Looks names up, so never on an event loop. */
  private KafkaConsumer<ByteBuffer, ByteBuffer> consumer() {
    return new KafkaConsumer<>(
        config(), new ByteBufferDeserializer(), new ByteBufferDeserializer());
  }

  private Map<String, Object> config() {
    Map<String, Object> config = ClusterAccess.config(settings.connection());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "tributary-" + settings.datasource() + "-again");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, (int) JUMP_RECORDS);
    int timeoutMillis = (int) settings.timeout().toMillis();
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    return config;
  }

  /** One call, with a consumer of its own. */
  private final class Fetch {
    private final TopicPartition partition;
    private final Deque<Long> missing;
    private final BooleanSupplier wanted;
    private final Map<Long, ConsumerRecord<ByteBuffer, ByteBuffer>> found = new HashMap<>();
    private final Promise<Fetched> result = Promise.promise();
    private @Nullable KafkaReadStream<ByteBuffer, ByteBuffer> stream;
    private long foundBytes;
    private int failures;

    Fetch(int partition, List<Long> offsets, BooleanSupplier wanted) {
      this.partition = new TopicPartition(settings.topic(), partition);
      this.missing = new ArrayDeque<>(offsets);
      this.wanted = wanted;
    }

    void open() {
      vertx
          .executeBlocking(RecordFetcher.this::consumer)
          .compose(
              consumer -> {
                KafkaReadStream<ByteBuffer, ByteBuffer> opened =
                    KafkaReadStream.create(vertx, consumer);
                stream = opened;
                return opened.assign(Set.of(partition));
              })
          .onSuccess(assigned -> seek())
          .onFailure(failure -> again(failure, this::open));
    }

    private void seek() {
      stream()
          .seek(partition, missing.element())
          .onSuccess(sought -> poll())
          .onFailure(failure -> again(failure, this::seek));
    }

    private void poll() {
      stream()
          .poll(POLL_TIMEOUT)
          .onSuccess(this::take)
          .onFailure(
              failure -> {
                if (failure instanceof OffsetOutOfRangeException outOfRange) {
                  deleted(outOfRange);
                } else {
                  again(failure, this::poll);
                }
              });
    }

    private void take(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
      for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records.records(partition)) {
        passed(record.offset());
        if (!missing.isEmpty() && missing.element() == record.offset()) {
          found.put(missing.remove(), record);
          foundBytes += record.serializedKeySize() + record.serializedValueSize();
        }
      }
      var next = records.nextOffsets().get(partition);
      if (next != null) {
        passed(next.offset());
      }
      if (missing.isEmpty() || foundBytes >= MAX_BYTES || !wanted.getAsBoolean()) {
        end();
      } else if (next != null && missing.element() - next.offset() > JUMP_RECORDS) {
        seek();
      } else {
        poll();
      }
    }

    /** Offsets below this one that were wanted have no record. */
    private void passed(long offset) {
      while (!missing.isEmpty() && missing.element() < offset) {
        missing.remove();
      }
    }

    /** The topic no longer holds the offset that was to be read next. */
    private void deleted(OffsetOutOfRangeException outOfRange) {
      long position =
          outOfRange.offsetOutOfRangePartitions().getOrDefault(partition, missing.element());
      if (position >= missing.element()) {
        missing.remove();
      }
      if (missing.isEmpty()) {
        end();
      } else {
        seek();
      }
    }

    private void again(Throwable cause, Runnable step) {
      if (!wanted.getAsBoolean()) {
        end();
        return;
      }
      if (failures++ % LOG_EVERY == 0) {
        log.warn(
            "datasource {}: {} refused records of partition {} cannot be read again yet: {}",
            settings.datasource(),
            missing.size(),
            partition.partition(),
            line(cause));
      }
      vertx.setTimer(AGAIN_MILLIS, timer -> step.run());
    }

    private String line(Throwable cause) {
      AccessFailure denied = AccessFailure.of(cause, settings.connection());
      return denied == null
          ? FailureCode.KAFKA_UNREACHABLE.tag(String.valueOf(cause.getMessage()))
          : denied.line();
    }

    private void end() {
      KafkaReadStream<ByteBuffer, ByteBuffer> opened = stream;
      Future<Void> closed = opened == null ? Future.succeededFuture() : opened.close();
      long end = missing.isEmpty() ? Fetched.ALL : missing.element();
      closed.onComplete(done -> result.tryComplete(new Fetched(Map.copyOf(found), end)));
    }

    private KafkaReadStream<ByteBuffer, ByteBuffer> stream() {
      KafkaReadStream<ByteBuffer, ByteBuffer> opened = stream;
      if (opened == null) {
        throw new IllegalStateException("not open");
      }
      return opened;
    }
  }
}
