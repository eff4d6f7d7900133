/**
 * What things are told apart by: layouts, keys, tokens, and which gatherer a table belongs to.
 * Public entry: {@link io.tributary.protocol.digest.Sha256}, for any thread.
 */
@NullMarked
package io.tributary.protocol.digest;

import org.jspecify.annotations.NullMarked;
