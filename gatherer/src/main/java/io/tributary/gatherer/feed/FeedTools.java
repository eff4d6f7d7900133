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
 * @param memory of rows that are not on disk yet
 * @param budget memory of rows on their way from there
 * @param waiting requests that are answered when their rows are stored
 */
public record FeedTools(
    Vertx vertx,
    Spool spool,
    Ends ends,
    ChunkPool pool,
    FeedMemory memory,
    FeedBudget budget,
    WaitingRequests waiting,
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
