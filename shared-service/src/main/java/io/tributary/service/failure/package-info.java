/**
 * What can go wrong, in one vocabulary: {@link io.tributary.service.failure.FailureCode} is the
 * public entry. Every line about a failure that an operator reads ends in its code, by which it can
 * be looked up. Immutable; any thread.
 */
@NullMarked
package io.tributary.service.failure;

import org.jspecify.annotations.NullMarked;
