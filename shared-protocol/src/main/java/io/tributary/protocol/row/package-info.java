/**
 * Rows, whatever format their messages have: the columns of a plan and the paths to their values,
 * the order in which values become a row, and what is said of a message that becomes none.
 */
@NullMarked
package io.tributary.protocol.row;

import org.jspecify.annotations.NullMarked;
