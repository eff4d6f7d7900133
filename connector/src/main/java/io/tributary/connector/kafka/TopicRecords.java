package io.tributary.connector.kafka;

import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Says for offsets of a topic whether a record is there, outside of any consumer group. A record of
 * a transaction that was aborted is none, as it is for a datasource.
 *
 * <p>It reads the records to find out: at most {@value #MAX_RECORDS} of them in a look.
 *
 * <p>Thread: one, which blocks.
 */
public final class TopicRecords implements AutoCloseable {
  /** Bound of one look. */
  public static final int MAX_RECORDS = 1_000_000;

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final SourceSettings settings;
  private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;

  /**
   * The offsets that were asked for, each in one of the sets.
   *
   * @param there a record is there
   * @param nothing Kafka has no record there: a transaction's marker, an aborted or a compacted one
   * @param expired below the first offset that Kafka still has
   * @param unknown not looked at: behind the end, in a transaction that is still open, or beyond
   *     what one look reads
   */
  public record Presence(
      OffsetSet there, OffsetSet nothing, OffsetSet expired, OffsetSet unknown) {}

  /** Connects; to be closed. */
  public TopicRecords(SourceSettings settings) {
    this.settings = settings;
    Map<String, Object> config = ClusterAccess.config(settings.connection());
    int timeoutMillis = (int) settings.timeout().toMillis();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "tributary-" + settings.datasource() + "-look");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    this.consumer =
        new KafkaConsumer<>(config, new ByteBufferDeserializer(), new ByteBufferDeserializer());
  }

  /**
   * Looks.
   *
   * @param ranges ascending, without overlaps
   * @throws StartException with one line for the operator
   */
  public Presence look(int partition, List<OffsetRange> ranges) {
    try {
      return new Look(new TopicPartition(settings.topic(), partition)).all(ranges);
    } catch (KafkaException e) {
      AccessFailure refused = AccessFailure.of(e, settings.connection());
      throw new StartException(
          refused == null
              ? FailureCode.KAFKA_FAILED.line(
                  "partition %d of topic %s cannot be read: %s"
                      .formatted(partition, settings.topic(), e.getMessage()))
              : refused.line());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** One call. */
  private final class Look {
    private final TopicPartition partition;
    private final OffsetSet.Builder there = new OffsetSet.Builder();
    private final OffsetSet.Builder nothing = new OffsetSet.Builder();
    private final OffsetSet.Builder expired = new OffsetSet.Builder();
    private final OffsetSet.Builder unknown = new OffsetSet.Builder();
    private int records;

    Look(TopicPartition partition) {
      this.partition = partition;
    }

    Presence all(List<OffsetRange> ranges) {
      consumer.assign(Set.of(partition));
      for (OffsetRange range : ranges) {
        one(range);
      }
      return new Presence(there.build(), nothing.build(), expired.build(), unknown.build());
    }

    private void one(OffsetRange range) {
      long beginning = offset(consumer.beginningOffsets(Set.of(partition)));
      // Of what is committed: behind it a transaction may still be open.
      long end = offset(consumer.endOffsets(Set.of(partition)));
      long first = Math.max(range.first(), beginning);
      long until = Math.min(range.last() + 1, end);
      expired.add(range.first(), Math.min(beginning, range.last() + 1));
      long next = first < until ? read(first, until) : first;
      unknown.add(Math.max(next, range.first()), range.last() + 1);
    }

    /** Returns the first offset that was not looked at. */
    private long read(long first, long until) {
      consumer.seek(partition, first);
      long next = first;
      long deadline = System.nanoTime() + settings.timeout().toNanos();
      while (next < until && records < MAX_RECORDS && System.nanoTime() < deadline) {
        long before = next;
        try {
          next = take(next, until);
        } catch (OffsetOutOfRangeException e) {
          long beginning = Math.min(offset(consumer.beginningOffsets(Set.of(partition))), until);
          expired.add(next, beginning);
          next = beginning;
          consumer.seek(partition, next);
        }
        if (next > before) {
          deadline = System.nanoTime() + settings.timeout().toNanos();
        }
      }
      return next;
    }

    private long take(long from, long until) {
      long next = from;
      for (ConsumerRecord<ByteBuffer, ByteBuffer> record :
          consumer.poll(POLL_TIMEOUT).records(partition)) {
        records++;
        if (record.offset() >= until) {
          break;
        }
        nothing.add(next, record.offset());
        there.add(record.offset(), record.offset() + 1);
        next = record.offset() + 1;
      }
      // Behind the last record there may be offsets without one.
      long position = Math.min(consumer.position(partition), until);
      nothing.add(next, position);
      return Math.max(next, position);
    }

    private long offset(Map<TopicPartition, Long> offsets) {
      return offsets.getOrDefault(partition, 0L);
    }
  }
}
