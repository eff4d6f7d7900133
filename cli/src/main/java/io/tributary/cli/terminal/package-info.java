/**
 * What commands write on a terminal. Public entries: {@link io.tributary.cli.terminal.ProgressLine}
 * and {@link io.tributary.cli.terminal.TextTable}.
 */
@NullMarked
package io.tributary.cli.terminal;

import org.jspecify.annotations.NullMarked;
