package io.tributary.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A ClickHouse server as a test sees it.
 *
 * @param url of its HTTP interface
 * @param user who may do everything
 * @param password empty for none
 */
public record TestClickHouse(String url, String user, String password) {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** What a gatherer has to be told to use it, and {@code more} in pairs of name and value. */
  public Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("CLICKHOUSE_URL", url);
    settings.put("CLICKHOUSE_USER", user);
    settings.put("CLICKHOUSE_PASSWORD", password);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Map.copyOf(settings);
  }

  /**
   * Runs one statement in the user's default database.
   *
   * @return the answer without white space around it, tab-separated unless the statement says
   *     otherwise
   * @throws IllegalStateException if ClickHouse refuses; the message is its own
   */
  public String query(String sql) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/"))
            .timeout(TIMEOUT)
            .header("X-ClickHouse-User", user)
            .POST(HttpRequest.BodyPublishers.ofString(sql));
    if (!password.isEmpty()) {
      request.header("X-ClickHouse-Key", password);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.body().strip());
      }
      return answer.body().strip();
    } catch (IOException e) {
      throw new UncheckedIOException("ClickHouse at " + url + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for ClickHouse", e);
    }
  }

  /** Creates a database whose tables have a uuid (engine Atomic), if it is not there. */
  public void createDatabase(String name) {
    query("CREATE DATABASE IF NOT EXISTS `" + name.replace("`", "\\`") + "` ENGINE = Atomic");
  }

  @Override
  public String toString() {
    return url;
  }
}
