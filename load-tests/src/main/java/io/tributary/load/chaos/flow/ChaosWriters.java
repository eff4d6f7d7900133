package io.tributary.load.chaos.flow;

import io.tributary.load.process.Await;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.SchemaRegistration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;

/**
 * Writes all sources steadily, but for pauses.
 *
 * <p>Thread: the run's, and one for each source.
 */
public final class ChaosWriters implements AutoCloseable {
  /** How long the last records and transactions may take once Kafka is well. */
  private static final Duration PAUSE_LIMIT = Duration.ofSeconds(60);

  private static final int FIRST_PARTITIONS = 3;
  private static final int MOST_PARTITIONS = 8;

  private final String kafka;
  private final List<ChaosSource> sources;
  private final List<SourceWriter> writers = new ArrayList<>();

  private ChaosWriters(String kafka, List<ChaosSource> sources) {
    this.kafka = kafka;
    this.sources = List.copyOf(sources);
  }

  /**
   * Makes the topics, registers the schema and begins.
   *
   * @param registry where the schema registry has Confluent's API
   * @param recordsPerSecond of each source
   */
  public static ChaosWriters start(
      String kafka, String registry, List<ChaosSource> sources, int recordsPerSecond) {
    ChaosWriters all = new ChaosWriters(kafka, sources);
    for (ChaosSource source : sources) {
      EventProducer.createTopic(kafka, source.name(), FIRST_PARTITIONS);
      int schema =
          source.kind() == ChaosSource.Kind.AVRO
              ? new SchemaRegistration(registry)
                  .avro(source.name() + "-value", NumberedValues.SCHEMA)
              : 0;
      all.writers.add(
          new SourceWriter(
              kafka, source, new NumberedValues(schema), FIRST_PARTITIONS, recordsPerSecond));
    }
    return all;
  }

  /** Begins to write, or goes on after a pause. */
  public void go() {
    writers.forEach(SourceWriter::go);
  }

  /**
   * Returns when everything that was begun has ended.
   *
   * @throws IllegalStateException if a writer does not come to an end, or has failed
   */
  public void pause() {
    writers.forEach(SourceWriter::askToPause);
    for (SourceWriter writer : writers) {
      Await.until(
          "the writer of " + writer.source().name() + " has finished what it began",
          PAUSE_LIMIT,
          writer::isPaused);
    }
  }

  /** Records and transactions that Kafka has confirmed. */
  public long confirmed() {
    return writers.stream().mapToLong(SourceWriter::confirmed).sum();
  }

  /** Gives the topic of a source one partition more, up to {@value #MOST_PARTITIONS}. */
  public void addPartition(int source) {
    SourceWriter writer = writers.get(source);
    int wanted = writer.partitions() + 1;
    if (wanted > MOST_PARTITIONS) {
      return;
    }
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      String topic = sources.get(source).name();
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(wanted))).all().get();
      writer.usePartitions(wanted);
    } catch (ExecutionException e) {
      throw new IllegalStateException("no partition was added: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while adding a partition", e);
    }
  }

  @Override
  public void close() {
    writers.parallelStream().forEach(SourceWriter::close);
  }
}
