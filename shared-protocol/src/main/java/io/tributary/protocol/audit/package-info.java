/**
 * What the services' management ports say about where records are: what the auditor found ({@link
 * io.tributary.protocol.audit.AuditAnswer}), where one record is ({@link
 * io.tributary.protocol.audit.RecordWhereabouts}), which offsets a takeover finds held ({@link
 * io.tributary.protocol.audit.HeldOffsets}), and how far a connector has come ({@link
 * io.tributary.protocol.audit.ConnectorPositions}). JSON both ways. Immutable, any thread.
 */
@NullMarked
package io.tributary.protocol.audit;

import org.jspecify.annotations.NullMarked;
