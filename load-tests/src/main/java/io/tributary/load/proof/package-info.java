/**
 * The proof by offsets: what a topic holds against what the table holds and what the consumer group
 * has committed. Public entry: {@link io.tributary.load.proof.OffsetProof}. Any thread; calls
 * block.
 */
@NullMarked
package io.tributary.load.proof;

import org.jspecify.annotations.NullMarked;
