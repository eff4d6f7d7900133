package io.tributary.load.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

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
        throw new SqlException("ClickHouse at " + url + ": " + response.body().strip());
      }
      return response.body().strip();
    } catch (IOException e) {
      throw new SqlException("ClickHouse at " + url + " does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SqlException("interrupted while waiting for ClickHouse at " + url);
    }
  }

  /** A whole number. */
  public long number(String sql) {
    return Long.parseLong(query(sql));
  }

  /** ClickHouse did not answer or refused; the message is one line. */
  public static final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlException(String message) {
      super(message);
    }
  }
}
