/**
 * The types of ClickHouse columns as closed, checked values, and the parser of their text. Public
 * entry: {@link io.tributary.protocol.column.ColumnType#parse}. Immutable records, any thread.
 *
 * <p>A new type is one record in {@link io.tributary.protocol.column.ColumnType} and one line in
 * {@code TypeNames}; the compiler then names every switch that has to learn it.
 */
@NullMarked
package io.tributary.protocol.column;

import org.jspecify.annotations.NullMarked;
