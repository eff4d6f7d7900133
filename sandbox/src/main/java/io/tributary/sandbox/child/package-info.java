/**
 * What runs in a child process before its own main class: the watch over the parent. Public entry:
 * {@link io.tributary.sandbox.child.ChildMain}, named on the command line by {@code ServerProcess}.
 */
@NullMarked
package io.tributary.sandbox.child;

import org.jspecify.annotations.NullMarked;
