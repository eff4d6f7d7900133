package io.tributary.load.http;

import io.tributary.load.baseline.BulkRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run of load over HTTP is set up.
 *
 * @param offer what producers do
 * @param time of each phase
 * @param warmUp before the first phase, for the JVM of the gatherer; not measured
 * @param phases in their order
 * @param clickHouse URL of a server of one's own; empty for the sandbox's
 */
public record HttpLoadOptions(
    Offer offer,
    Duration time,
    Duration warmUp,
    List<HttpPhase> phases,
    Optional<String> clickHouse) {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_CONNECTIONS = 20_000;
  private static final int MOST_PER_SECOND = 1_000_000;
  private static final int MOST_PIPELINED = 64;

  /** About 2.4 MB, far below {@code HTTP_MAX_BODY}. */
  private static final int MOST_ROWS = 10_000;

  /**
   * What producers do.
   *
   * @param connections kept alive, each with one request at a time
   * @param requestsPerSecond of all of them in paced phases
   * @param rowsPerRequest the most rows of a paced request; the least is 1
   * @param pipelined requests that a connection sends ahead of answers, in the phase {@code
   *     one-row}; 1 for none
   * @param seed the same seed gives the same requests
   */
  public record Offer(
      int connections, int requestsPerSecond, int rowsPerRequest, int pipelined, long seed) {
    public Offer {
      within("connections", connections, MOST_CONNECTIONS);
      within("the rate", requestsPerSecond, MOST_PER_SECOND);
      within("rows per request", rowsPerRequest, MOST_ROWS);
      within("pipelined requests", pipelined, MOST_PIPELINED);
    }

    private static void within(String what, int value, int most) {
      if (value < 1 || value > most) {
        throw new IllegalArgumentException("%s: 1 to %d, not %d".formatted(what, most, value));
      }
    }
  }

  public HttpLoadOptions {
    if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a phase takes 1 s to %d s, not %d s".formatted(LONGEST.toSeconds(), time.toSeconds()));
    }
    if (warmUp.isNegative() || warmUp.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the warm-up takes 0 s to %d s, not %d s"
              .formatted(LONGEST.toSeconds(), warmUp.toSeconds()));
    }
    phases = List.copyOf(phases);
    if (phases.isEmpty() || phases.stream().distinct().count() < phases.size()) {
      throw new IllegalArgumentException("phases are one or more, each once, not " + phases);
    }
  }

  /** What differs from the defaults for what is sent: {@code bulk} keeps more rows in memory. */
  Map<String, String> gathererSettings() {
    return phases.contains(HttpPhase.BULK) ? BulkRequests.SETTINGS : Map.of();
  }
}
