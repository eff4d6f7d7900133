/**
 * One datasource, from Kafka to its gatherer. {@link io.tributary.connector.pipeline.Pipeline} is
 * the file to read first:
 *
 * <pre>
 *   KafkaSource.poll ─▶ PartitionLane.take ─▶ RecordEncoder ─▶ BatchBuilder ─▶ Uplink.send
 *        ▲                                └─▶ RecordQuarantine ──▶┘               │
 *        └─ commit ◀─ OffsetLedger ◀─ settled ◀─ verdict ◀─────────────────────────╯
 * </pre>
 *
 * Everything here belongs to the event loop of its pipeline.
 */
@NullMarked
package io.tributary.connector.pipeline;

import org.jspecify.annotations.NullMarked;
