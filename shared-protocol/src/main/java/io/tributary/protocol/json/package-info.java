/**
 * From JSON messages to RowBinary rows in one pass, without a tree and without an object per row.
 *
 * <pre>
 *   columns ── compile ──▶ JsonRowPlan          PlanNode: the field names a plan looks at
 *                              │
 *   message ──▶ JsonScanner ──▶ JsonRowEncoder ──▶ RowAssembly ──▶ RowBinaryWriter
 *               tokens           ValueEncoder       plan order
 *                                per column
 * </pre>
 *
 * Public entries: {@link io.tributary.protocol.json.JsonRowPlan}, immutable, any thread, and {@link
 * io.tributary.protocol.json.JsonRowEncoder}, one thread. Only {@code JsonScanner} knows the JSON
 * parser.
 */
@NullMarked
package io.tributary.protocol.json;

import org.jspecify.annotations.NullMarked;
