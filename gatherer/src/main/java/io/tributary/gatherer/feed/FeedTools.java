package io.tributary.gatherer.feed;

import io.tributary.gatherer.audit.Auditor;
import io.tributary.gatherer.chunk.ChunkPool;
import io.tributary.gatherer.delivery.Delivery;
import io.tributary.gatherer.insert.ServerClock;
import io.tributary.gatherer.ledger.Takeovers;
import io.tributary.gatherer.schema.TableCatalog;
import io.tributary.gatherer.spool.Spool;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.vertx.core.Vertx;

/**
 * What all feeds of a gatherer share. Any thread.
 *
 * @param spool where rows are until they are in their table
 * @param pool memory for chunks
 * @param memory bound on what they hold
 * @param keyed requests with keys that are not stored yet
 */
public record FeedTools(
    Vertx vertx,
    Spool spool,
    Ends ends,
    ChunkPool pool,
    FeedMemory memory,
    KeyedStorage keyed,
    DrainRate drained,
    GathererMeters meters,
    FeedSettings settings) {

  /** Where rows go, and who has a say in it. */
  public record Ends(
      TableCatalog catalog,
      Delivery delivery,
      Takeovers takeovers,
      ServerClock clock,
      Auditor auditor) {}
}
