/**
 * The {@code tributary} command: one class per subcommand, {@link io.tributary.cli.Tributary} wires
 * them.
 */
@NullMarked
package io.tributary.cli;

import org.jspecify.annotations.NullMarked;
