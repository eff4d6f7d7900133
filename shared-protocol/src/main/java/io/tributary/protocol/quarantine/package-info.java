/**
 * What the gatherer's management port and its callers say to each other about quarantined records:
 * the table they would go to ({@link io.tributary.protocol.quarantine.TableJson}), which records
 * are meant ({@link io.tributary.protocol.quarantine.RecordKeys}), and the rows they have become
 * ({@link io.tributary.protocol.quarantine.ReplayRows}). JSON, and RowBinary for rows. Immutable,
 * any thread. {@link io.tributary.protocol.quarantine.QuarantineName} is what both services call
 * such tables.
 */
@NullMarked
package io.tributary.protocol.quarantine;

import org.jspecify.annotations.NullMarked;
