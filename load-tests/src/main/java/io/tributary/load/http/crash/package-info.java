/**
 * Proof that what the Events API acknowledged outlives SIGKILL: producers, kills, and each row of
 * each request looked for in the end.
 *
 * <pre>
 *   CrashProducer (a thread each) ─▶ gatherer ─▶ ClickHouse
 *        │                             ▲             ▲   ╲
 *        │                             ╰─ KillPlan ──╯    ╲
 *        ╰─▶ SentLog ──────────────────────────────▶ RequestProof
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.load.http.crash.HttpCrashRun}; it blocks its thread.
 */
@NullMarked
package io.tributary.load.http.crash;

import org.jspecify.annotations.NullMarked;
