/**
 * The log on disk of rows that came over HTTP: what a topic is to rows from Kafka. A request is
 * answered once its rows are in here.
 *
 * <pre>
 *   append ─▶ AppendQueue ─▶ SpoolWriter ─ one write, one fsync ─▶ segment files
 *                                │ then                               │
 *   Future ◀─────────────────────┴─▶ SpoolState ◀── settled           │
 *   read   ◀── SegmentReader ◀────────────────────────────────────────╯
 *   open   ─▶ Recovery: what is on disk ─▶ SpoolState
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.gatherer.spool.Spool}. One thread of its own writes; a few
 * workers read; nothing of it waits on an event loop. The files are described in docs/spool.md.
 */
@NullMarked
package io.tributary.gatherer.spool;

import org.jspecify.annotations.NullMarked;
