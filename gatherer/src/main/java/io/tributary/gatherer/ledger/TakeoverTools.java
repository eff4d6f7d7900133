package io.tributary.gatherer.ledger;

import io.tributary.gatherer.insert.RunningInserts;
import io.tributary.gatherer.telemetry.ClaimMeters;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;

/**
 * What take-overs work with. Any thread.
 *
 * @param incarnation of this gatherer
 * @param lanes of this gatherer
 * @param inserts of all gatherers
 * @param look into tables
 */
public record TakeoverTools(
    Vertx vertx,
    UUID incarnation,
    Lanes lanes,
    RunningInserts inserts,
    Look look,
    ClaimMeters meters) {

  /** This gatherer's own rows. */
  public interface Lanes {
    /**
     * Drops batches of lower epochs; done when none of them is held, inserted, or waits for an
     * outcome. Never fails.
     */
    Future<Void> fence(String table, SourcePartition source, long epoch);

    /** True while a lane waits for the end of the insert of that token, with or without answer. */
    boolean follows(String token);
  }
}
