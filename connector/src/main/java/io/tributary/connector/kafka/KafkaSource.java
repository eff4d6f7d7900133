package io.tributary.connector.kafka;

import io.tributary.connector.claim.CommitPoint;
import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.connector.claim.Tenure;
import io.tributary.connector.telemetry.LagMeters;
import io.tributary.service.process.StartException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
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
 * what their {@link #hold tenure} says, and assigned partitions are sought to their start and
 * paused. The pipeline hears of both as events on its own event loop, and resumes a partition when
 * its claim holds.
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
    /** Partitions came, all paused; where each starts. */
    void assigned(Map<Integer, Start> starts);

    /** Partitions are gone; what could be committed was. */
    void revoked(Set<Integer> partitions);

    /** A partition cannot start before an operator has decided; one line. */
    void refused(String line);
  }

  private final Vertx vertx;
  private final SourceSettings settings;
  private final Context context;
  private final Assignment assignment;
  private final LagMeters lag;
  private final Map<TopicPartition, Tenure> tenures = new ConcurrentHashMap<>();
  private @Nullable KafkaReadStream<ByteBuffer, ByteBuffer> stream;
  private @Nullable RebalancingConsumer consumer;
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
    // A topic that was deleted must not come again by being read.
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.putAll(FetchSizes.config());
    int sessionMillis = (int) settings.timeouts().session().toMillis();
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMillis / 15);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) settings.timeouts().look().toMillis());
    return config;
  }

  /**
   * Opens the consumer and has it join its group; once, and before everything else but {@link
   * #close}. Partitions are assigned inside later polls.
   *
   * @param goal what rows are for
   */
  public Future<Void> subscribe(Goal goal) {
    // Looks names up and may ask for a login, so never on an event loop.
    return vertx
        .executeBlocking(() -> consumer(goal.rules(settings)))
        .compose(
            consumer -> {
              KafkaReadStream<ByteBuffer, ByteBuffer> opened =
                  KafkaReadStream.create(vertx, consumer);
              if (closed) {
                return opened.close();
              }
              stream = opened;
              this.consumer = consumer;
              return opened.subscribe(Set.of(settings.topic()));
            });
  }

  /**
   * What the rows of a source are for.
   *
   * @param run incarnation of the topic
   * @param table uuid of the table
   * @param leaseMillis of this connector
   */
  public record Goal(int run, UUID table, int leaseMillis) {
    private StartRules rules(SourceSettings settings) {
      return new StartRules(settings.datasource(), settings.groupId(), run, table, leaseMillis);
    }
  }

  private RebalancingConsumer consumer(StartRules rules) {
    try {
      return new RebalancingConsumer(config(settings), new OnRebalance(rules));
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
  public Future<Poll> poll(Duration timeout) {
    RebalancingConsumer opened = Objects.requireNonNull(consumer, "not subscribed");
    return stream().poll(timeout).map(records -> new Poll(records, opened.isAtEnd()));
  }

  /**
   * What a poll brought.
   *
   * @param records may be none
   * @param atEnd the brokers have no more of these partitions, as of their last answer
   */
  public record Poll(ConsumerRecords<ByteBuffer, ByteBuffer> records, boolean atEnd) {}

  /** Takes no more records of these partitions; polls go on, so that the group keeps the member. */
  public Future<Void> pause(Set<Integer> partitions) {
    return stream().pause(topicPartitions(partitions));
  }

  /** Takes records of these partitions again. */
  public Future<Void> resume(Set<Integer> partitions) {
    return stream().resume(topicPartitions(partitions));
  }

  /** Goes on with another record of a paused partition. */
  public Future<Void> seek(int partition, long offset) {
    return stream().seek(new TopicPartition(settings.topic(), partition), offset);
  }

  /** The partition is held; from now on a revocation commits what the tenure says. */
  public void hold(int partition, Tenure tenure) {
    tenures.put(new TopicPartition(settings.topic(), partition), tenure);
  }

  /** The partition is not held any more, though it may still be assigned. */
  public void release(int partition) {
    tenures.remove(new TopicPartition(settings.topic(), partition));
  }

  /** Everything of the partition below is settled. */
  public void settled(int partition, long offset) {
    lag.settled(partition, offset);
  }

  /**
   * Commits these between two polls, as far as the partitions are still assigned.
   *
   * @return what that has proved
   */
  public Future<CommitProof> commit(Map<Integer, CommitPoint> points) {
    return commit(points, partition -> true);
  }

  /**
   * The same as far as their tenures last: what a writer that has ended could commit must not come
   * behind the mark of the one after it.
   */
  public Future<CommitProof> commit(
      Map<Integer, CommitPoint> points, Map<Integer, Tenure> tenures) {
    return commit(
        points, partition -> tenures.get(partition.partition()) == this.tenures.get(partition));
  }

  private Future<CommitProof> commit(
      Map<Integer, CommitPoint> points, Predicate<TopicPartition> stillDue) {
    CommitProof proof = new CommitProof();
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    points.forEach(
        (number, point) -> {
          TopicPartition partition = new TopicPartition(settings.topic(), number);
          commits.put(
              partition, new CommitProof.Entry(point, proof, () -> stillDue.test(partition)));
        });
    return stream().commit(commits).map(done -> proof);
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
    private final StartRules rules;
    private String complaint = "";

    OnRebalance(StartRules rules) {
      this.rules = rules;
    }

    @Override
    public void assigned(RebalancingConsumer consumer, Set<TopicPartition> partitions) {
      if (partitions.isEmpty()) {
        return;
      }
      // Nothing is read before the partition's claim holds.
      consumer.pause(partitions);
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
        unstarted.clear();
        complaint = "";
      } catch (RetriableException | RebalanceInProgressException | CommitFailedException e) {
        String message = unstarted + " start: " + e.getMessage();
        if (!message.equals(complaint)) {
          complaint = message;
          log.warn("datasource {}: cannot tell yet where {}", settings.datasource(), message);
        }
      }
    }

    private void start(RebalancingConsumer consumer, Set<TopicPartition> partitions) {
      Set<TopicPartition> all = topicPartitions(consumer);
      all.addAll(partitions);
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(consumer.committed(all));
      committed.values().removeIf(Objects::isNull);
      Map<Integer, Start> starts = new HashMap<>();
      for (StartRules.Decision decision : decisions(consumer, partitions, committed, starts)) {
        if (decision instanceof StartRules.Decision.Stop stop) {
          context.runOnContext(v -> assignment.refused(stop.line()));
          return;
        }
      }
      Map<Integer, Long> offsets = new HashMap<>();
      starts.forEach(
          (partition, start) -> {
            consumer.seek(new TopicPartition(settings.topic(), partition), start.offset());
            offsets.put(partition, start.offset());
          });
      lag.assigned(offsets);
      ends.lookSoon();
      context.runOnContext(v -> assignment.assigned(starts));
    }

    /** One for each partition; those that may go on are put into {@code starts}, too. */
    private List<StartRules.Decision> decisions(
        RebalancingConsumer consumer,
        Set<TopicPartition> partitions,
        Map<TopicPartition, OffsetAndMetadata> committed,
        Map<Integer, Start> starts) {
      StartOrigin origin = StartOrigin.of(settings.reset(), committed.keySet());
      if (origin == StartOrigin.END) {
        if (!consumer.assignment().contains(new TopicPartition(settings.topic(), 0))) {
          throw new NotPinnedYetException();
        }
        pin(consumer, committed);
      }
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<StartRules.Decision> decisions = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        long beginning = beginnings.getOrDefault(partition, 0L);
        OffsetAndMetadata last = committed.get(partition);
        StartRules.Extent extent =
            new StartRules.Extent(beginning, ends.getOrDefault(partition, Long.MAX_VALUE));
        StartRules.Decision decision =
            last == null
                ? rules.fresh(beginning)
                : rules.decide(partition.partition(), last, extent);
        if (decision instanceof StartRules.Decision.At at) {
          starts.put(partition.partition(), at.start());
        }
        decisions.add(decision);
      }
      return decisions;
    }

    /**
     * Resolves "latest" once, for all partitions of the topic: a crash cannot move it further. Only
     * the owner of the first partition does, and the others wait for it: a second pin would come
     * behind the first claims.
     */
    private void pin(
        RebalancingConsumer consumer, Map<TopicPartition, OffsetAndMetadata> committed) {
      Set<TopicPartition> all = topicPartitions(consumer);
      Map<TopicPartition, OffsetAndMetadata> pins = new HashMap<>();
      consumer
          .endOffsets(all)
          .forEach(
              (partition, end) ->
                  pins.put(partition, new OffsetAndMetadata(end, rules.pinned().text())));
      consumer.pin(pins);
      committed.putAll(pins);
    }

    private Set<TopicPartition> topicPartitions(RebalancingConsumer consumer) {
      return consumer.partitionsFor(settings.topic()).stream()
          .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
          .collect(Collectors.toSet());
    }

    @Override
    public void revoked(RebalancingConsumer consumer, Set<TopicPartition> partitions) {
      if (partitions.isEmpty()) {
        return;
      }
      Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
      for (TopicPartition partition : partitions) {
        Tenure tenure = tenures.remove(partition);
        if (tenure != null) {
          CommitPoint last = tenure.handOver();
          commits.put(partition, new OffsetAndMetadata(last.offset(), last.mark().text()));
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
      for (TopicPartition partition : partitions) {
        Tenure tenure = tenures.remove(partition);
        if (tenure != null) {
          tenure.handOver();
        }
      }
      forget(partitions);
    }

    @Override
    public RuntimeException outOfRange(
        RebalancingConsumer consumer, OffsetOutOfRangeException failure) {
      Map<TopicPartition, Long> positions = failure.offsetOutOfRangePartitions();
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(positions.keySet());
      Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
      for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
        TopicPartition partition = position.getKey();
        StartRules.Extent extent =
            new StartRules.Extent(
                beginnings.getOrDefault(partition, 0L),
                ends.getOrDefault(partition, Long.MAX_VALUE));
        if (rules.decide(partition.partition(), new OffsetAndMetadata(position.getValue()), extent)
            instanceof StartRules.Decision.Stop stop) {
          return new RecordsGoneException(stop.line());
        }
      }
      return failure;
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
