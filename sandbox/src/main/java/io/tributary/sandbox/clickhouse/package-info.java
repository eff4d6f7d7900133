/**
 * What runs in the child process of a ClickHouse server: ClickHouse's HTTP interface in front of
 * its engine as a library.
 *
 * <pre>
 *   HTTP request ─▶ HttpFront ─▶ BodySpool ─▶ Lane ─▶ StatementRun ─▶ EngineSession
 *   (event loop)                 (file)     (bounded queue, platform threads)
 * </pre>
 *
 * <p>What differs from a real server: a body is read to its end before its statement starts; a
 * result is complete before its first byte is sent (as with {@code wait_end_of_query=1}), 256 MiB
 * at most; the query id is only echoed, so statements are found by {@code log_comment}; there are
 * no sessions and no ClickHouse-framed compression ({@code compress}, {@code decompress}).
 *
 * <p>Public entry: {@link io.tributary.sandbox.clickhouse.ClickHouseProcess}.
 */
@NullMarked
package io.tributary.sandbox.clickhouse;

import org.jspecify.annotations.NullMarked;
