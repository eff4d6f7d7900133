/** Placeholder. */
@NullMarked
package io.tributary.connector;

import org.jspecify.annotations.NullMarked;
