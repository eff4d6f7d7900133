/**
 * HTTP/1.1 as a producer speaks it, cheap enough to share two cores with what it measures: requests
 * as ready bytes, and answers out of the bytes of a connection. Public entries: {@link
 * io.tributary.load.http.wire.ByteText} and {@link io.tributary.load.http.wire.AnswerReader}. Each
 * connection has its own, on one thread.
 */
@NullMarked
package io.tributary.load.http.wire;

import org.jspecify.annotations.NullMarked;
