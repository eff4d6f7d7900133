/** Who serves what: {@link io.tributary.protocol.placement.Rendezvous}. Pure. */
@NullMarked
package io.tributary.protocol.placement;

import org.jspecify.annotations.NullMarked;
