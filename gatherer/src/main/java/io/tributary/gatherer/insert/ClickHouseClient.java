package io.tributary.gatherer.insert;

import io.tributary.gatherer.insert.HttpResult.Answer;
import io.tributary.gatherer.insert.HttpResult.NoAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ClickHouse's HTTP interface. Queries and inserts have connections of their own, so that slow
 * inserts never delay an answer to a connector.
 *
 * <p>Any event loop; answers come on the caller's context and never as failed futures.
 */
public final class ClickHouseClient {
  private static final Logger log = LoggerFactory.getLogger(ClickHouseClient.class);

  private static final int QUERY_CONNECTIONS = 4;

  /** Requests that wait for a connection; further ones fail at once and are tried again later. */
  private static final int MAX_WAITING = 10_000;

  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(30);

  /** Below the 3 s after which the oldest servers close an idle connection. */
  private static final int KEEP_ALIVE_SECONDS = 2;

  private final Vertx vertx;
  private final ClickHouseSettings settings;
  private final HttpClient queries;
  private final HttpClient inserts;

  public ClickHouseClient(Vertx vertx, ClickHouseSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.queries = client(QUERY_CONNECTIONS);
    this.inserts = client(settings.connections());
  }

  private HttpClient client(int connections) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost(settings.url().getHost())
            .setDefaultPort(settings.port())
            .setSsl(settings.isTls())
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpNoDelay(true);
    if (settings.isTls()) {
      options.setVerifyHost(true);
    }
    return vertx
        .httpClientBuilder()
        .with(options)
        // What it means is told by the requests on it, if there are any.
        .withConnectHandler(
            connection ->
                connection.exceptionHandler(
                    failure -> log.debug("connection to ClickHouse: {}", failure.toString())))
        .with(new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(MAX_WAITING))
        .build();
  }

  /** Asks one question; {@code FORMAT} and all in {@code sql}. */
  public Future<QueryAnswer> query(String sql) {
    return query(sql, Map.of(), QUERY_TIMEOUT);
  }

  /**
   * Asks a question, or runs a statement that answers when it is done.
   *
   * @param settings for this statement only
   * @param timeout from having a connection to the last byte of the answer
   */
  public Future<QueryAnswer> query(String sql, Map<String, String> settings, Duration timeout) {
    Map<String, String> parameters = new LinkedHashMap<>(settings);
    parameters.put("database", "system");
    return HttpExchange.run(
            vertx,
            queries,
            options(parameters),
            new HttpExchange.Body(List.of(Buffer.buffer(sql)), () -> false, () -> {}),
            timeout)
        .map(ClickHouseClient::meaning);
  }

  /**
   * Sends the rows of an insert.
   *
   * @param parameters the statement as {@code query}, and settings
   */
  Future<HttpResult> insert(Map<String, String> parameters, HttpExchange.Body rows) {
    return HttpExchange.run(vertx, inserts, options(parameters), rows, settings.insertTimeout());
  }

  /** Closes all connections; what still runs is cut off. */
  public Future<Void> close() {
    return Future.join(queries.close(), inserts.close()).mapEmpty();
  }

  private RequestOptions options(Map<String, String> parameters) {
    StringBuilder uri = new StringBuilder("/");
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      uri.append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setURI(uri.toString())
            .setConnectTimeout(settings.insertTimeout().toMillis());
    if (!settings.user().isEmpty()) {
      options.putHeader("X-ClickHouse-User", settings.user());
    }
    if (!settings.password().isEmpty()) {
      options.putHeader("X-ClickHouse-Key", settings.password().reveal());
    }
    return options;
  }

  private static QueryAnswer meaning(HttpResult result) {
    return switch (result) {
      case NoAnswer none -> new QueryAnswer.Unreachable(0, none.message());
      case Answer answer when answer.status() == 200 && answer.code() == 0 ->
          new QueryAnswer.Result(answer.body());
      case Answer answer when answer.code() == 0 || Outcomes.passing(answer.code()) ->
          new QueryAnswer.Unreachable(answer.code(), Outcomes.describe(answer));
      case Answer answer -> new QueryAnswer.Rejected(answer.code(), Outcomes.describe(answer));
    };
  }
}
