package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.ChunkLimits;
import io.tributary.protocol.frame.SourcePartition;
import java.util.UUID;

/**
 * What feeds have to know.
 *
 * @param gatherer name of this gatherer, up to 200 characters
 * @param incarnation of this process
 * @param chunks bounds of rows
 * @param quarantineBatchBytes of the largest batch of a quarantine table
 */
public record FeedSettings(
    String gatherer, UUID incarnation, ChunkLimits chunks, int quarantineBatchBytes) {
  /** All rows of an opening of the spool are of this partition. */
  static final int PARTITION = 0;

  /**
   * Where rows of one opening of the spool come from. Its number is part of the run, so that no
   * offset is ever used twice.
   *
   * @param spoolId of the folder
   * @param spoolIncarnation of the opening
   */
  SourcePartition source(long spoolId, long spoolIncarnation) {
    return new SourcePartition(topic(), PARTITION, (int) (spoolId + spoolIncarnation));
  }

  /** What {@code __topic} says. */
  public String topic() {
    return "http:" + gatherer;
  }
}
