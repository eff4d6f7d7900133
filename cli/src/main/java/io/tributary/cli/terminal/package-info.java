/**
 * What commands write on a terminal. Public entry: {@link io.tributary.cli.terminal.ProgressLine}.
 */
@NullMarked
package io.tributary.cli.terminal;

import org.jspecify.annotations.NullMarked;
