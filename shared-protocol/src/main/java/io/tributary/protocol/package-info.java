/** Placeholder. */
@NullMarked
package io.tributary.protocol;

import org.jspecify.annotations.NullMarked;
