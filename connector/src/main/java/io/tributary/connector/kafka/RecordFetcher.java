package io.tributary.connector.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
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

  /** Fewer records than this are read over rather than jumped over. */
  private static final long JUMP_RECORDS = 500;

  private final Vertx vertx;
  private final SourceSettings settings;

  public RecordFetcher(Vertx vertx, SourceSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * The records with these offsets, as far as they still exist.
   *
   * @param offsets ascending, at least one
   */
  public Future<Map<Long, ConsumerRecord<ByteBuffer, ByteBuffer>>> fetch(
      int partition, List<Long> offsets) {
    Fetch fetch = new Fetch(partition, offsets);
    fetch.begin();
    return fetch.result.future();
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
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
    private final Deque<Long> wanted;
    private final Map<Long, ConsumerRecord<ByteBuffer, ByteBuffer>> found = new HashMap<>();
    private final Promise<Map<Long, ConsumerRecord<ByteBuffer, ByteBuffer>>> result =
        Promise.promise();
    private final KafkaReadStream<ByteBuffer, ByteBuffer> stream;

    Fetch(int partition, List<Long> offsets) {
      this.partition = new TopicPartition(settings.topic(), partition);
      this.wanted = new ArrayDeque<>(offsets);
      this.stream =
          KafkaReadStream.create(
              vertx,
              new KafkaConsumer<>(
                  config(), new ByteBufferDeserializer(), new ByteBufferDeserializer()));
    }

    void begin() {
      stream
          .assign(Set.of(partition))
          .compose(assigned -> stream.seek(partition, wanted.element()))
          .onComplete(sought -> poll());
    }

    private void poll() {
      stream
          .poll(POLL_TIMEOUT)
          .onComplete(
              polled -> {
                if (polled.succeeded()) {
                  take(polled.result());
                } else {
                  failed(polled.cause());
                }
              });
    }

    private void take(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
      for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records.records(partition)) {
        passed(record.offset());
        if (!wanted.isEmpty() && wanted.element() == record.offset()) {
          found.put(wanted.remove(), record);
        }
      }
      var next = records.nextOffsets().get(partition);
      if (next != null) {
        passed(next.offset());
      }
      goOn(next == null ? Long.MAX_VALUE : next.offset());
    }

    /** Offsets below this one that were wanted have no record. */
    private void passed(long offset) {
      while (!wanted.isEmpty() && wanted.element() < offset) {
        wanted.remove();
      }
    }

    private void goOn(long position) {
      if (wanted.isEmpty()) {
        stream.close().onComplete(closed -> result.tryComplete(Map.copyOf(found)));
      } else if (wanted.element() - position > JUMP_RECORDS) {
        stream.seek(partition, wanted.element()).onComplete(sought -> poll());
      } else {
        poll();
      }
    }

    private void failed(Throwable cause) {
      if (cause instanceof OffsetOutOfRangeException) {
        // The topic has deleted it: the others may still be there.
        wanted.remove();
        if (wanted.isEmpty()) {
          goOn(0);
        } else {
          stream.seek(partition, wanted.element()).onComplete(sought -> poll());
        }
        return;
      }
      log.warn(
          "datasource {}: {} refused records cannot be read again yet: {}",
          settings.datasource(),
          new ArrayList<>(wanted).size(),
          cause.getMessage());
      vertx.setTimer(AGAIN_MILLIS, timer -> poll());
    }
  }
}
