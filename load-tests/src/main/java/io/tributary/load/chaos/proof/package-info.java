/**
 * The proof that each record is there once: what topics, tables, views and commits say at a quiet
 * point, compared offset by offset.
 *
 * <p>Public entry: {@link io.tributary.load.chaos.proof.ChaosProof}. One thread; calls block.
 */
@NullMarked
package io.tributary.load.chaos.proof;

import org.jspecify.annotations.NullMarked;
