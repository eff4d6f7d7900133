/**
 * Whether every record is there once, and where one record is: joins what a gatherer says with what
 * Kafka still has.
 *
 * <pre>
 *   gatherer ─▶ AuditAnswer ──╮
 *                             ├─▶ PartitionVerdict ─▶ AuditView ─▶ lines
 *   Kafka ────▶ TopicSight ───╯                     ╰▶ RepairPlan, HeldCheck ─▶ Repair ─▶ commits
 *   gatherer, Kafka, connector ─▶ RecordFacts ─▶ Explanation ─▶ lines
 * </pre>
 *
 * Public entries: {@link io.tributary.cli.audit.Audit}, {@link io.tributary.cli.audit.Repair} and
 * {@link io.tributary.cli.audit.Explain}. One thread, which blocks.
 */
@NullMarked
package io.tributary.cli.audit;

import org.jspecify.annotations.NullMarked;
