/**
 * What makes a writer the only one of its partition: the marks in its commits, until when its
 * inserts may begin, and which offsets it must not send again. The rules are those of
 * docs/delivery.md.
 *
 * <pre>
 *   committed offset, mark ──▶ PartitionClaim ──claiming mark──▶ commit ──Claim──▶ gatherer
 *                                    ▲                                                │
 *                                    └────── HeldOffsets, Tenure ◀──── Resume ────────┘
 * </pre>
 *
 * <p>Pure, but for {@link io.tributary.connector.claim.Tenure}, which the event loop and the
 * polling thread share.
 */
@NullMarked
package io.tributary.connector.claim;

import org.jspecify.annotations.NullMarked;
