package io.tributary.load.http;

/**
 * When requests are due. With a rate they go round the connections at even distances; without one
 * each is due as soon as there is room for it.
 *
 * @param connections over which they go round
 * @param requestsPerSecond of all connections together; 0 for no rate
 */
record Pace(int connections, int requestsPerSecond) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Whether requests have times at which they are due. */
  boolean hasRate() {
    return requestsPerSecond > 0;
  }

  /** Nanoseconds from the beginning to the time at which a request is due. */
  long dueNanos(int connection, long sequence) {
    long number = sequence * connections + connection;
    return number / requestsPerSecond * NANOS_PER_SECOND
        + number % requestsPerSecond * NANOS_PER_SECOND / requestsPerSecond;
  }
}
