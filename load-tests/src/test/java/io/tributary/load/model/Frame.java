package io.tributary.load.model;

import io.tributary.protocol.frame.Predecessor;

/** What a session carries. */
sealed interface Frame {
  record Open(Stream stream, long from, Predecessor predecessor) implements Frame {}

  record Rows(Batch batch) implements Frame {}

  record Renew(Stream stream, long validUntil) implements Frame {}

  record Ping() implements Frame {}

  record Resume(Stream stream, int held, int until) implements Frame {}

  record Fenced(Stream stream, int highestEpoch) implements Frame {}

  record Settled(Batch batch, Verdict verdict, int highestEpoch) implements Frame {}

  /** {@code serverTime} is a lower bound, negative when there is none. */
  record Pong(long serverTime) implements Frame {}

  enum Verdict {
    STORED,
    REFUSED,
    DEFERRED,
    FENCED
  }
}
