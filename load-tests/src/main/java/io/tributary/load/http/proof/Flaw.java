package io.tributary.load.http.proof;

import java.util.Locale;

/**
 * A request whose rows are not where they belong.
 *
 * @param request its id
 * @param kind what is wrong
 * @param where table or quarantine table
 * @param text in words
 */
public record Flaw(long request, Kind kind, String where, String text) {
  /** What is wrong. */
  public enum Kind {
    /** Rows of an acknowledged request are not there. */
    MISSING,
    /** Rows are there more than once. */
    TWICE,
    /** Rows are there that the request did not have, or did not have for this table. */
    FOREIGN,
    /** Of a request that was not acknowledged some rows are there and some are not. */
    PARTLY
  }

  @Override
  public String toString() {
    return "request %d (connection %d, number %d): %s in %s: %s"
        .formatted(
            request,
            request >>> SentRequest.NUMBER_BITS,
            request & ((1L << SentRequest.NUMBER_BITS) - 1),
            kind.name().toLowerCase(Locale.ROOT),
            where,
            text);
  }
}
