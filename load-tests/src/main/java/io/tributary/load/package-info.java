/** Placeholder. */
@NullMarked
package io.tributary.load;

import org.jspecify.annotations.NullMarked;
