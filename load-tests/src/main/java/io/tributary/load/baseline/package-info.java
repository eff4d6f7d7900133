/**
 * What the product is compared with, each in processes of its own:
 *
 * <ul>
 *   <li>{@link io.tributary.load.baseline.ClientV2Baseline}: ready RowBinary rows, pushed into the
 *       same table by ClickHouse's own Java client.
 *   <li>{@link io.tributary.load.baseline.KafkaEngineBaseline}: ClickHouse reads the topic itself.
 *   <li>{@link io.tributary.load.baseline.DirectBaseline}: many small inserts.
 *   <li>{@link io.tributary.load.baseline.HttpBaseline}: a gatherer takes the rows over HTTP.
 *   <li>{@link io.tributary.load.baseline.PollBaseline}: a consumer that does nothing.
 * </ul>
 *
 * <p>Thread: the caller's, which waits.
 */
@NullMarked
package io.tributary.load.baseline;

import org.jspecify.annotations.NullMarked;
