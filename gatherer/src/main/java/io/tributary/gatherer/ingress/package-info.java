/**
 * Sessions of connectors over TCP. Public entry: {@link io.tributary.gatherer.ingress.Ingress}; the
 * rules are those of PROTOCOL.md in shared-protocol.
 *
 * <pre>
 *   socket ──bytes──▶ Session ──frames──▶ Conversation ──batches──▶ delivery
 *      ▲                                       │
 *      └────────────── Outbox ◀──frames────────┘
 * </pre>
 *
 * <p>A session and everything it holds belong to the event loop that accepted it.
 */
@NullMarked
package io.tributary.gatherer.ingress;

import org.jspecify.annotations.NullMarked;
