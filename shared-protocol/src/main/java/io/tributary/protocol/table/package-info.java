/**
 * What a table is to both services: the definition a connector asks for, the columns ClickHouse
 * answers with, and the layout that a batch of rows was encoded for. Immutable records, any thread.
 */
@NullMarked
package io.tributary.protocol.table;

import org.jspecify.annotations.NullMarked;
