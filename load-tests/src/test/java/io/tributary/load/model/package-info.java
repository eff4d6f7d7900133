/**
 * A model of exactly once as docs/delivery.md describes it: many short random schedules of
 * connectors, gatherers, one consumer group and ClickHouse, with everything going wrong that the
 * document allows for.
 *
 * <pre>
 *   Schedule(seed) ─▶ World ─┬─ ConnectorActor ─ PollingThread, PartitionWriter ─ Commit ─▶ GroupActor
 *      FaultDriver ──────────┤        │ Session: Frame
 *                            ├─ GathererActor ─ Takeover, InsertLane ─ Insert ─▶ ClickHouseActor
 *                            └─ time
 * </pre>
 *
 * <p>Each step of an actor is one that another actor's may come before or behind: a frame read, a
 * commit sent, handled or answered, a query begun, a part stored. At each part it is checked that
 * no row is there twice, at each commit that every row below it is there, and in the end that
 * everything was committed. {@link io.tributary.load.model.Flaw} breaks one rule at a time, to show
 * that the model would notice.
 *
 * <p>The model has its own small versions of marks, fences and deadlines, and depends on no class
 * of the services.
 */
@NullMarked
package io.tributary.load.model;

import org.jspecify.annotations.NullMarked;
