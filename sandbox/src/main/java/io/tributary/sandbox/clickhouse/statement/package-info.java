/**
 * Takes a statement and its data apart as ClickHouse's HTTP interface does, and rewrites it for the
 * engine, which cannot read data from a request but can from a file. Pure; any thread.
 *
 * <pre>
 *   INSERT INTO t (a) FORMAT RowBinary␤&lt;data&gt;
 *     ─▶ INSERT INTO t (a) FROM INFILE '/…' COMPRESSION 'none' FORMAT RowBinary
 *   INSERT INTO t (a) SELECT a FROM input('a UInt8') FORMAT RowBinary␤&lt;data&gt;
 *     ─▶ INSERT INTO t (a) SELECT a FROM file('/…', 'RowBinary', 'a UInt8')
 * </pre>
 *
 * <p>Texts are bytes read as ISO 8859-1, one char a byte, so that nothing is lost whatever they
 * hold and offsets count bytes. Public entry: {@link
 * io.tributary.sandbox.clickhouse.statement.Statement#read}.
 */
@NullMarked
package io.tributary.sandbox.clickhouse.statement;

import org.jspecify.annotations.NullMarked;
