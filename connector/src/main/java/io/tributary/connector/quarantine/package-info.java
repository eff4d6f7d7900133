/**
 * Where records go that cannot be stored as rows: {@code <table>_quarantine}, one row per record
 * with the reason, the column and the raw bytes. Public entry: {@link
 * io.tributary.connector.quarantine.RecordQuarantine}; it belongs to the event loop of its
 * pipeline.
 */
@NullMarked
package io.tributary.connector.quarantine;

import org.jspecify.annotations.NullMarked;
