/**
 * ClickHouse's engine as a C library (libchdb), called through {@code java.lang.foreign}.
 *
 * <pre>
 *   Engine ──▶ EngineSession (settings, database) ──▶ EngineConnection ──▶ Chdb (the C functions)
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.sandbox.clickhouse.engine.Engine}. Thread: a session belongs
 * to one platform thread at a time; every call blocks for as long as its statement runs.
 */
@NullMarked
package io.tributary.sandbox.clickhouse.engine;

import org.jspecify.annotations.NullMarked;
