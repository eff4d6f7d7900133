package io.tributary.cli.audit;

import io.tributary.connector.kafka.TopicRecords.Presence;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;

/**
 * What Kafka has of the offsets of one partition that are in doubt.
 *
 * @param topic name of the topic that was asked about
 * @param run its incarnation as it is: offsets of another one are about other records. Where the
 *     brokers give topics no ids, all topics of a cluster have the same
 * @param missing of those that were delivered and are not there
 * @param unreported of those that nobody reported
 */
record TopicSight(String topic, int run, Presence missing, Presence unreported) {
  /** Of offsets that Kafka was not asked about. */
  static final Presence NOTHING =
      new Presence(OffsetSet.EMPTY, OffsetSet.EMPTY, OffsetSet.EMPTY, OffsetSet.EMPTY);

  /** True for a partition of this very topic. */
  boolean isOf(SourcePartition source) {
    return source.topic().equals(topic) && source.run() == run;
  }
}
