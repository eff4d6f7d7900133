/**
 * What goes wrong between processes, on demand: a proxy that disturbs a TCP connection and one that
 * answers in ClickHouse's place. Both stand on 127.0.0.1 and pass everything until told otherwise.
 *
 * <pre>
 *   connector ──▶ TcpProxy ──▶ gatherer ──▶ ClickHouseProxy ──▶ ClickHouse
 *                 cut, delay,               errors before and after
 *                 drop, heal                the rows are stored, hang, heal
 * </pre>
 *
 * <p>Public entries: {@link io.tributary.load.fault.TcpProxy} and {@link
 * io.tributary.load.fault.ClickHouseProxy}. Any thread; each connection has virtual threads of its
 * own.
 */
@NullMarked
package io.tributary.load.fault;

import org.jspecify.annotations.NullMarked;
