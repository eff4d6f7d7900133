package io.tributary.load.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/**
 * Asks a ClickHouse server over HTTP, for checks and summaries.
 *
 * <p>Thread: any; calls block.
 *
 * @param url such as {@code http://127.0.0.1:8123}
 * @param user empty for the server's default
 * @param password empty for none
 */
public record SqlClient(String url, String user, String password) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String CODE = "X-ClickHouse-Exception-Code";

  /** ABORTED and QUERY_WAS_CANCELLED: what a server says that is about to end. */
  private static final Set<String> OF_A_SHUTDOWN = Set.of("236", "394");

  /** Said by what stands before a server that is not there. */
  private static final int UNAVAILABLE = 503;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @Override
  public String toString() {
    return url;
  }

  /**
   * The answer as text, without the last line break.
   *
   * @throws SqlException if the server does not answer or refuses the query
   */
  public String query(String sql) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(sql));
    if (!user.isEmpty()) {
      request.header("X-ClickHouse-User", user).header("X-ClickHouse-Key", password);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new SqlException(
            "ClickHouse at " + url + ": " + response.body().strip(), isOutage(response));
      }
      return response.body().strip();
    } catch (IOException e) {
      throw new SqlException("ClickHouse at " + url + " does not answer: " + e.getMessage(), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SqlException("interrupted while waiting for ClickHouse at " + url, false);
    }
  }

  private static boolean isOutage(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue(CODE)
        .map(OF_A_SHUTDOWN::contains)
        .orElse(response.statusCode() == UNAVAILABLE);
  }

  /** A whole number. */
  public long number(String sql) {
    return Long.parseLong(query(sql));
  }

  /** ClickHouse did not answer or refused; the message is one line. */
  public static final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean outage;

    SqlException(String message, boolean outage) {
      super(message);
      this.outage = outage;
    }

    /**
     * Whether the server is away or about to go. If not, it has refused the query and would do so
     * again, or the thread was interrupted.
     */
    public boolean isOutage() {
      return outage;
    }
  }
}
