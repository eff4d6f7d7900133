/**
 * A prototype: blocks of ClickHouse's format Native in place of RowBinary, and what each costs.
 * Public entries: {@link io.tributary.load.columns.NativeAgainstRowBinary}, what ClickHouse spends;
 * {@link io.tributary.load.columns.TransposeCost}, what making blocks costs. Decision 26 says what
 * came of it.
 */
@NullMarked
package io.tributary.load.columns;

import org.jspecify.annotations.NullMarked;
