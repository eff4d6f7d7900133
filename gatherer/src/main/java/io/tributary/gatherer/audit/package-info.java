/**
 * Compares what connectors report as delivered with what tables and quarantines hold. Public entry:
 * {@link io.tributary.gatherer.audit.Auditor}, one for each gatherer.
 *
 * <pre>
 *   Delivered ──▶ Auditor ──▶ ReportLog ─────each AUDIT_INTERVAL──▶ DeliveryStore ══▶ tributary_deliveries
 *   frames            │            │                                                        │
 *                     │            ╰─▶ AuditRounds: new reports, and what was bad ─╮        │
 *   GET /audit ──▶ AuditApi ──with a datasource: all reports that are kept ────────┼────────╯
 *                                                                                  ▼
 *                                  TableComparison ──ComparisonSql──▶ ClickHouse: table, quarantine
 *                                        ╰ PartitionAudit: pure
 * </pre>
 *
 * <p>Nothing here changes rows, claims or verdicts, and delivery goes on whatever fails here.
 * Everything but the pure parts belongs to one event loop, that of {@code Auditor}.
 */
@NullMarked
package io.tributary.gatherer.audit;

import org.jspecify.annotations.NullMarked;
