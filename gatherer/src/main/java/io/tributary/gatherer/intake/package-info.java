/**
 * What becomes of the rows of a request: they are made, go into the spool, and the request is
 * answered.
 *
 * <pre>
 *  http ── values ──▶ RequestRows ── large, or with a key ──▶ TableFeed.append ──▶ spool
 *                        ╰── small ──▶ SharedEntry ───────────────╯   then TableFeed.take
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.gatherer.intake.SpoolIntake}, one for each event loop of the
 * Events API, which everything here belongs to unless it says otherwise.
 */
@NullMarked
package io.tributary.gatherer.intake;

import org.jspecify.annotations.NullMarked;
