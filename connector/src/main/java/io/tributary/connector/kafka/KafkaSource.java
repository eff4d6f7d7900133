package io.tributary.connector.kafka;

import io.tributary.connector.telemetry.LagMeters;
import io.tributary.service.process.StartException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one topic through the Vert.x client with an explicit poll, so that the pipeline decides
 * when the next records come.
 *
 * <p>Rebalances: inside {@code poll}, on the polling thread, revoked partitions are committed up to
 * what was last {@link #publish published} as settled, and assigned partitions are sought to their
 * start. The pipeline hears of both as events on its own event loop, always before any record of
 * the new assignment.
 *
 * <p>Failure semantics: a source that fails or is closed commits nothing by itself; what was not
 * committed is read again by whoever gets the partition next.
 *
 * <p>Thread: created and called on one event loop.
 */
public final class KafkaSource {
  private static final Logger log = LoggerFactory.getLogger(KafkaSource.class);

  /** Told of rebalances, on the event loop. */
  public interface Assignment {
    /**
     * @param starts offset of the first record to come, by partition
     */
    void assigned(Map<Integer, Long> starts);

    void revoked(Set<Integer> partitions);
  }

  private final Vertx vertx;
  private final SourceSettings settings;
  private final Context context;
  private final Assignment assignment;
  private final LagMeters lag;
  private final Map<TopicPartition, Long> settled = new ConcurrentHashMap<>();
  private @Nullable KafkaReadStream<ByteBuffer, ByteBuffer> stream;
  private boolean closed;

  public KafkaSource(Vertx vertx, SourceSettings settings, Assignment assignment, LagMeters lag) {
    this.vertx = vertx;
    this.settings = settings;
    this.assignment = assignment;
    this.lag = lag;
    this.context = vertx.getOrCreateContext();
  }

  private static Map<String, Object> config(SourceSettings settings) {
    int timeoutMillis = (int) settings.timeout().toMillis();
    Map<String, Object> config = ClusterAccess.config(settings.connection());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "tributary-" + settings.datasource());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 << 20);
    int sessionMillis = (int) settings.sessionTimeout().toMillis();
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMillis / 15);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    return config;
  }

  /**
   * Opens the consumer and has it join its group; once, and before everything else but {@link
   * #close}. Partitions are assigned inside later polls.
   */
  public Future<Void> subscribe() {
    // Looks names up and may ask for a login, so never on an event loop.
    return vertx
        .executeBlocking(this::consumer)
        .compose(
            consumer -> {
              KafkaReadStream<ByteBuffer, ByteBuffer> opened =
                  KafkaReadStream.create(vertx, consumer);
              if (closed) {
                return opened.close();
              }
              stream = opened;
              return opened.subscribe(Set.of(settings.topic()));
            });
  }

  private RebalancingConsumer consumer() {
    try {
      return new RebalancingConsumer(config(settings), new OnRebalance());
    } catch (KafkaException e) {
      AccessFailure refused = AccessFailure.of(e, settings.connection());
      throw refused == null
          ? e
          : new StartException("datasource " + settings.datasource() + ": " + refused.line());
    }
  }

  private KafkaReadStream<ByteBuffer, ByteBuffer> stream() {
    KafkaReadStream<ByteBuffer, ByteBuffer> opened = stream;
    if (opened == null) {
      throw new IllegalStateException("not subscribed");
    }
    return opened;
  }

  /** Waits at most {@code timeout} for records. At most one poll may be under way. */
  public Future<ConsumerRecords<ByteBuffer, ByteBuffer>> poll(Duration timeout) {
    return stream().poll(timeout);
  }

  /** Takes no more records of these partitions; polls go on, so that the group keeps the member. */
  public Future<Void> pause(Set<Integer> partitions) {
    return stream().pause(topicPartitions(partitions));
  }

  /** Takes records of these partitions again. */
  public Future<Void> resume(Set<Integer> partitions) {
    return stream().resume(topicPartitions(partitions));
  }

  /** What a partition may be committed to from now on; a revocation commits it without asking. */
  public void publish(int partition, long offset) {
    settled.put(new TopicPartition(settings.topic(), partition), offset);
    lag.settled(partition, offset);
  }

  /** Commits these offsets between two polls, for partitions that are still assigned. */
  public Future<Void> commit(Map<Integer, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            commits.put(
                new TopicPartition(settings.topic(), partition), new OffsetAndMetadata(offset)));
    return stream().commit(commits).mapEmpty();
  }

  /** Leaves the group. Commit before. */
  public Future<Void> close() {
    closed = true;
    KafkaReadStream<ByteBuffer, ByteBuffer> opened = stream;
    return opened == null ? Future.succeededFuture() : opened.close();
  }

  private Set<TopicPartition> topicPartitions(Set<Integer> partitions) {
    return partitions.stream()
        .map(partition -> new TopicPartition(settings.topic(), partition))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Runs inside {@code poll}, on the polling thread. */
  private final class OnRebalance implements RebalancingConsumer.Rebalance {
    private final Set<TopicPartition> unstarted = new HashSet<>();
    private final EndWatch ends = new EndWatch(lag);

    @Override
    public void assigned(RebalancingConsumer consumer, Set<TopicPartition> partitions) {
      if (partitions.isEmpty()) {
        return;
      }
      // A late verdict of an earlier assignment may have left something here.
      settled.keySet().removeAll(partitions);
      unstarted.addAll(partitions);
      beforePoll(consumer);
    }

    /**
     * Starts what was assigned. What the brokers do not answer for now stays paused and is tried
     * again before each poll; the polls go on, because only they bring a rebalance to its end.
     */
    @Override
    public void beforePoll(RebalancingConsumer consumer) {
      ends.look(consumer);
      if (unstarted.isEmpty()) {
        return;
      }
      try {
        start(consumer, Set.copyOf(unstarted));
        consumer.resume(unstarted);
        unstarted.clear();
      } catch (RetriableException | RebalanceInProgressException e) {
        log.warn(
            "datasource {}: cannot tell yet where {} start: {}",
            settings.datasource(),
            unstarted,
            e.getMessage());
        consumer.pause(unstarted);
      }
    }

    private void start(RebalancingConsumer consumer, Set<TopicPartition> partitions) {
      Set<TopicPartition> all =
          consumer.partitionsFor(settings.topic()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .collect(Collectors.toSet());
      all.addAll(partitions);
      Map<TopicPartition, Long> committed = new HashMap<>();
      consumer
          .committed(all)
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
      StartOffsets.Origin origin = StartOffsets.Origin.of(settings.reset(), committed);
      Set<TopicPartition> without = new HashSet<>(partitions);
      without.removeAll(committed.keySet());
      Map<TopicPartition, Long> resetTo =
          switch (origin) {
            case BEGINNING -> consumer.beginningOffsets(without);
            case END -> consumer.endOffsets(all);
          };
      StartOffsets starts = StartOffsets.decide(partitions, committed, resetTo, origin);
      if (!starts.commit().isEmpty()) {
        consumer.pin(starts.commit());
      }
      starts.seek().forEach(consumer::seek);
      Map<Integer, Long> byNumber = new HashMap<>();
      starts.seek().forEach((partition, offset) -> byNumber.put(partition.partition(), offset));
      lag.assigned(byNumber);
      ends.lookSoon();
      context.runOnContext(v -> assignment.assigned(byNumber));
    }

    @Override
    public void revoked(RebalancingConsumer consumer, Set<TopicPartition> partitions) {
      if (partitions.isEmpty()) {
        return;
      }
      Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
      for (TopicPartition partition : partitions) {
        Long offset = settled.remove(partition);
        if (offset != null) {
          commits.put(partition, new OffsetAndMetadata(offset));
        }
      }
      try {
        consumer.commitSync(commits);
      } catch (RuntimeException e) {
        log.warn(
            "datasource {}: commit of revoked partitions failed, they will be read again: {}",
            settings.datasource(),
            e.getMessage());
      }
      forget(partitions);
    }

    @Override
    public void lost(Set<TopicPartition> partitions) {
      settled.keySet().removeAll(partitions);
      forget(partitions);
    }

    private void forget(Set<TopicPartition> partitions) {
      unstarted.removeAll(partitions);
      Set<Integer> numbers =
          partitions.stream()
              .map(TopicPartition::partition)
              .collect(Collectors.toUnmodifiableSet());
      lag.revoked(numbers);
      context.runOnContext(v -> assignment.revoked(numbers));
    }
  }
}
