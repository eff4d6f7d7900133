package io.tributary.load.http.crash;

/**
 * How a crash run is set up.
 *
 * @param kills of the gatherer; ClickHouse is killed in one of five
 * @param seed of requests and of the times of kills
 * @param connections each of a producer of its own
 */
public record HttpCrashOptions(int kills, long seed, int connections) {
  public static final int USUAL_KILLS = 50;
  public static final int USUAL_CONNECTIONS = 8;

  private static final int MOST_KILLS = 10_000;
  private static final int MOST_CONNECTIONS = 200;

  public HttpCrashOptions {
    if (kills < 1 || kills > MOST_KILLS) {
      throw new IllegalArgumentException("kills: 1 to %d, not %d".formatted(MOST_KILLS, kills));
    }
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections: 1 to %d, not %d".formatted(MOST_CONNECTIONS, connections));
    }
  }
}
