/**
 * From the bytes of a request's body to JSON values, while they arrive.
 *
 * <pre>
 *   socket ──▶ BodyDecoder ──pieces of 16 KiB──▶ DecodedBound ──▶ ValueSplitter ──values──▶ ValueSink
 *              gzip, zstd, lz4, identity         size, ratio      lines or JSON
 * </pre>
 *
 * <p>Nothing here knows of sockets or time. What a request may take of memory is its share of a
 * {@link io.tributary.gatherer.http.body.MemoryBudget}, whatever the length of its body. Public
 * entry: {@link io.tributary.gatherer.http.body.BodyReader}, used by one thread, the event loop of
 * the connection.
 */
@NullMarked
package io.tributary.gatherer.http.body;

import org.jspecify.annotations.NullMarked;
