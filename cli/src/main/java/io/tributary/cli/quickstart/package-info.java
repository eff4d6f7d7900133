/**
 * The main job in one command, on real servers, checked at the end. Public entry: {@link
 * io.tributary.cli.quickstart.Quickstart}; it blocks its thread.
 */
@NullMarked
package io.tributary.cli.quickstart;

import org.jspecify.annotations.NullMarked;
