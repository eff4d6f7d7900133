package io.tributary.load.http.proof;

/**
 * What a producer knows of a request. Its good rows have the numbers from 0, its bad ones those
 * behind them, in whatever order they were sent.
 *
 * @param id what each of its rows has in the column {@code request}; 0 or more
 * @param good rows that belong into the table
 * @param bad rows that belong into the quarantine table
 * @param acknowledged whether the answer promised that they are kept
 */
public record SentRequest(long id, int good, int bad, boolean acknowledged) {
  /** The low bits of an id are the number of the request on its connection. */
  static final int NUMBER_BITS = 32;

  public SentRequest {
    if (id < 0 || good < 0 || bad < 0 || good + bad == 0) {
      throw new IllegalArgumentException(
          "a request has an id and rows, not %d, %d and %d".formatted(id, good, bad));
    }
  }

  /**
   * The id of a request: unique over all connections, ascending on each.
   *
   * @param connection 0 or more
   * @param number on this connection, 0 or more
   */
  public static long id(int connection, long number) {
    return ((long) connection << NUMBER_BITS) | number;
  }

  /** All of its rows. */
  public int rows() {
    return good + bad;
  }
}
