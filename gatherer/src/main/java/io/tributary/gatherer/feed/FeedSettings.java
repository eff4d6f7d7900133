package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.ChunkLimits;
import io.tributary.protocol.frame.SourcePartition;
import java.util.UUID;

/**
 * What feeds have to know.
 *
 * @param gatherer name of this gatherer, up to 250 characters
 * @param incarnation of this process
 * @param run of the rows of this process, random, so that no offset is ever used twice
 * @param chunks bounds of rows
 * @param quarantineBatchBytes of the largest batch of a quarantine table
 */
public record FeedSettings(
    String gatherer, UUID incarnation, int run, ChunkLimits chunks, int quarantineBatchBytes) {

  /** Where the new rows of this process come from. */
  SourcePartition source() {
    return new SourcePartition("http:" + gatherer, 0, run);
  }
}
