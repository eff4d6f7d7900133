/**
 * The life of a service process: settings, start, one READY line, signals, graceful stop, exit
 * code. Public entry: {@link io.tributary.service.process.ServiceProcess}, on the main thread.
 */
@NullMarked
package io.tributary.service.process;

import org.jspecify.annotations.NullMarked;
