package io.tributary.load.fault;

/**
 * What a {@link ClickHouseProxy} sees of one INSERT.
 *
 * @param step what has happened
 * @param token {@code insert_deduplication_token}, empty if it has none
 * @param comment {@code log_comment}, empty if it has none
 * @param status HTTP status of ClickHouse's answer; 0 without one
 * @param text the beginning of an answer that is not 200
 */
public record InsertEvent(Step step, String token, String comment, int status, String text) {
  /** What has happened. */
  public enum Step {
    /** It came from the gatherer. */
    BEGUN,
    /** ClickHouse has answered; the gatherer does not know of it yet. */
    ANSWERED,
    /** It ended without an answer of ClickHouse. */
    FAILED
  }
}
