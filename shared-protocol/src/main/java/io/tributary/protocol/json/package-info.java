/**
 * From JSON messages to RowBinary rows in one pass, without a tree and without an object per row.
 *
 * <pre>
 *   columns ── compile ──▶ JsonRowPlan          ColumnPath: what leads to a value
 *                              │                PlanNode: the places a plan looks at
 *   message ──▶ JsonScanner ──▶ JsonRowEncoder ──▶ RowAssembly ──▶ RowBinaryWriter
 *               tokens as       ValueEncoder       plan order
 *               TextBytes       per column         ElementCollector: what comes out of arrays
 * </pre>
 *
 * Public entries: {@link io.tributary.protocol.json.JsonRowPlan}, immutable, any thread, and {@link
 * io.tributary.protocol.json.JsonRowEncoder}, one thread; {@link
 * io.tributary.protocol.json.LooseValueEncoder} for texts that other formats bring. Only {@code
 * JsonScanner} and those it hands itself to know what JSON looks like.
 *
 * <p>A column type's rules are in its encoder, which {@code ValueEncoders} chooses. Times have
 * readers of their own, which {@code TimeText} chooses: {@code CivilTime} for the usual form,
 * {@code BestEffortTime} and {@code BasicTime} for all others. {@code DynamicInference} finds the
 * type of a value in a Dynamic column. What a type takes is what ClickHouse takes; the comparison
 * of the two is in the load tests.
 */
@NullMarked
package io.tributary.protocol.json;

import org.jspecify.annotations.NullMarked;
