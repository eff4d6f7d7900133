/** Placeholder. */
@NullMarked
package io.tributary.gatherer;

import org.jspecify.annotations.NullMarked;
