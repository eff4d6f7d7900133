/**
 * Values that came over HTTP, and the rows made of them: what goes into the spool at once, and to a
 * table at once.
 *
 * <p>Public entry: {@link io.tributary.gatherer.chunk.Chunk}. One belongs to one thread at a time:
 * first to the loop of its request, then to that of its table.
 */
@NullMarked
package io.tributary.gatherer.chunk;

import org.jspecify.annotations.NullMarked;
