package io.tributary.gatherer.spool;

/** An idempotency key and what its request was answered. */
public record KeyedAnswer(KeyHash key, Answer answer) {}
