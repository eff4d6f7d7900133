/**
 * What goes wrong between processes, on demand. Public entry: {@link
 * io.tributary.load.fault.TcpProxy}, a network that can be disturbed. Any thread; each connection
 * has virtual threads of its own.
 */
@NullMarked
package io.tributary.load.fault;

import org.jspecify.annotations.NullMarked;
