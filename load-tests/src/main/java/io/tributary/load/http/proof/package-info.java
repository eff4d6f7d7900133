/**
 * Whether each row of each request is where it belongs: once, if the request was acknowledged; at
 * most once, if it was not. Public entry: {@link io.tributary.load.http.proof.RequestProof}. Any
 * thread; calls block.
 */
@NullMarked
package io.tributary.load.http.proof;

import org.jspecify.annotations.NullMarked;
