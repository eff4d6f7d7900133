/** Placeholder. */
@NullMarked
package io.tributary.service;

import org.jspecify.annotations.NullMarked;
