/**
 * The Kafka side: consuming a topic and knowing which offsets may be committed.
 *
 * <pre>
 *   subscribe ─▶ poll ─▶ records ─▶ (pipeline) ─▶ settled ─▶ OffsetLedger ─▶ commit
 * </pre>
 *
 * Public entries: {@link io.tributary.connector.kafka.KafkaSource} and {@link
 * io.tributary.connector.kafka.OffsetLedger}. Everything that belongs to a rebalance runs on the
 * polling thread of the source; everything else on the event loop that created it.
 */
@NullMarked
package io.tributary.connector.kafka;

import org.jspecify.annotations.NullMarked;
