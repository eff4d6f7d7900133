package io.tributary.cli.audit;

import io.tributary.connector.kafka.GroupAdmin.Extent;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.audit.RecordWhereabouts;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one record of a topic.
 *
 * @param where what the gatherer says
 * @param log what Kafka has of the partition
 * @param kafka what Kafka has at the offset
 * @param committed offset of the group, null if it has none
 * @param connector what a connector that holds the partition says, null if none was asked or the
 *     one that was asked does not hold it
 */
record RecordFacts(
    int partition,
    long offset,
    RecordWhereabouts where,
    Extent log,
    InKafka kafka,
    @Nullable Long committed,
    ConnectorPositions.@Nullable Partition connector) {

  /** What a reader of committed records finds at an offset. */
  enum InKafka {
    RECORD,
    NOTHING,
    EXPIRED,
    /** Behind the end, or in a transaction that is still open. */
    NOT_YET
  }
}
