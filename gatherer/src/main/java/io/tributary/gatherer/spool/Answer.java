package io.tributary.gatherer.spool;

/**
 * What a request was answered, for another one with the same idempotency key.
 *
 * @param successfulRows rows that are to be stored, 0 to 2³²−1
 * @param quarantinedRows rows that are to be quarantined, 0 to 2³²−1
 * @param acceptedAtMillis when, in milliseconds since 1970, 0 or more
 */
public record Answer(long successfulRows, long quarantinedRows, long acceptedAtMillis) {
  private static final long MAX_ROWS = 0xffff_ffffL;

  public Answer {
    if (successfulRows < 0
        || successfulRows > MAX_ROWS
        || quarantinedRows < 0
        || quarantinedRows > MAX_ROWS
        || acceptedAtMillis < 0) {
      throw new IllegalArgumentException(
          "no answer: %d rows, %d quarantined, at %d"
              .formatted(successfulRows, quarantinedRows, acceptedAtMillis));
    }
  }
}
