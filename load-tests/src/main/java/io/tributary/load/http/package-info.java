/**
 * Load over HTTP: the same requests to the Events API and straight to ClickHouse, phase after
 * phase, each into a table of its own, and the proof of each.
 *
 * <pre>
 *   LoadRequests ─▶ Producers (one event loop, raw sockets) ─▶ gatherer ─▶ ClickHouse
 *                        │ PhaseTally                    ╰──── direct ────────▲
 *                        ╰─▶ acknowledged requests ─▶ RequestProof ───────────╯
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.load.http.HttpLoad}; it blocks its thread.
 */
@NullMarked
package io.tributary.load.http;

import org.jspecify.annotations.NullMarked;
