package io.tributary.cli.audit;

import io.tributary.cli.gatherer.ConnectorClient;
import io.tributary.cli.gatherer.GathererClient;
import io.tributary.connector.kafka.GroupAdmin;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.kafka.TopicRecords;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.audit.RecordWhereabouts;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds one record of a datasource's topic, by asking everybody who may have it. Only reads.
 *
 * <p>Thread: one, which blocks.
 */
public final class Explain {
  private final GathererClient gatherer;
  private final SourceSettings source;
  private final @Nullable ConnectorClient connector;

  /**
   * What was found.
   *
   * @param lines for people
   * @param missing it was delivered, or passed, and has no row
   */
  public record Found(List<String> lines, boolean missing) {}

  /**
   * @param source the datasource's cluster and group, and the topic that is meant
   * @param connector null to ask none
   */
  public Explain(
      GathererClient gatherer, SourceSettings source, @Nullable ConnectorClient connector) {
    this.gatherer = gatherer;
    this.source = source;
    this.connector = connector;
  }

  /**
   * Asks.
   *
   * @throws io.tributary.cli.gatherer.GathererException if a service cannot be asked
   * @throws StartException if Kafka cannot be asked
   */
  public Found record(int partition, long offset) throws InterruptedException {
    RecordFacts facts;
    try (GroupAdmin group = new GroupAdmin(source)) {
      GroupAdmin.Extent extent = group.extents().get(partition);
      if (extent == null) {
        throw new StartException(
            FailureCode.TOPIC_MISSING.tag(
                "topic %s has partitions 0 to %d, and no partition %d"
                    .formatted(source.topic(), group.topic().partitions() - 1, partition)));
      }
      // Before the tables are looked at: what moves on meanwhile is found farther on, not missed.
      GroupAdmin.Committed committed = group.committed().get(partition);
      ConnectorPositions.Partition held = connector(partition, group.topic().run());
      facts =
          new RecordFacts(
              partition,
              offset,
              where(partition, group.topic().run(), offset),
              extent,
              kafka(partition, offset),
              committed == null ? null : committed.offset(),
              held);
    }
    Explanation explanation = Explanation.of(facts);
    return new Found(
        new ExplanationView(source.datasource(), facts).lines(explanation),
        explanation.isMissing());
  }

  private RecordWhereabouts where(int partition, int run, long offset) {
    return gatherer.where(
        "?datasource=%s&topic=%s&partition=%d&run=%08x&offset=%d"
            .formatted(
                encoded(source.datasource()), encoded(source.topic()), partition, run, offset));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private RecordFacts.InKafka kafka(int partition, long offset) {
    try (TopicRecords records = new TopicRecords(source)) {
      TopicRecords.Presence presence =
          records.look(partition, List.of(new OffsetRange(offset, offset)));
      if (!presence.there().isEmpty()) {
        return RecordFacts.InKafka.RECORD;
      }
      if (!presence.nothing().isEmpty()) {
        return RecordFacts.InKafka.NOTHING;
      }
      return presence.expired().isEmpty()
          ? RecordFacts.InKafka.NOT_YET
          : RecordFacts.InKafka.EXPIRED;
    }
  }

  private ConnectorPositions.@Nullable Partition connector(int partition, int run) {
    if (connector == null) {
      return null;
    }
    return connector.positions().partitions().stream()
        .filter(
            held ->
                held.datasource().equals(source.datasource())
                    && held.source().topic().equals(source.topic())
                    && held.source().partition() == partition
                    && held.source().run() == run)
        .findFirst()
        .orElse(null);
  }
}
