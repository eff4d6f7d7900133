/**
 * The Events API: producers send rows over HTTP.
 *
 * <pre>
 *   socket ──▶ RequestRouter ──▶ EventsHandler ──▶ Exchange ──body.BodyReader──▶ RowIntake.Rows
 *              routes of            token, rate,      one request      values          │
 *              openapi.json         datasource           ▲                             │
 *                                                        ╰── answer ◀── Outcome ◀──────╯
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.gatherer.http.EventsServer}; {@link
 * io.tributary.gatherer.http.RowIntake} is what it leads to. Each event loop has a listener, with
 * connections of its own; tokens, rates and the memory for bodies are shared.
 */
@NullMarked
package io.tributary.gatherer.http;

import org.jspecify.annotations.NullMarked;
