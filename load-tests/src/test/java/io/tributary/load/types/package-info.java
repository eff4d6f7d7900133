/**
 * Is what our rows put into a table the same as if ClickHouse had read the JSON itself? The same
 * JSON texts go through ClickHouse's JSONEachRow and through the row encoder into twin tables; each
 * difference is a failure unless {@link io.tributary.load.types.Deliberate} lists it.
 *
 * <pre>
 *   RandomTypes, Scalars ── Kind ──▶ Differential ──┬─▶ JsonSide ── JSONEachRow ──▶ table a ─┐
 *   EdgeTexts, Mutations ─ JsonText ─▶              └─▶ RowSide ─── RowBinary ────▶ table b ─┴▶ Difference
 * </pre>
 */
@NullMarked
package io.tributary.load.types;

import org.jspecify.annotations.NullMarked;
