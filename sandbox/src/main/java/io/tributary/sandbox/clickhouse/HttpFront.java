package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.Engine;
import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests as ClickHouse's HTTP interface does.
 *
 * <p>Thread: event loops; everything that blocks happens in {@link Lanes}.
 */
final class HttpFront {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  private final Vertx vertx;
  private final Spool spool;
  private final Lanes lanes;
  private final Credentials credentials;
  private final String version;

  HttpFront(Vertx vertx, Spool spool, Lanes lanes, Credentials credentials, Engine engine) {
    this.vertx = vertx;
    this.spool = spool;
    this.lanes = lanes;
    this.credentials = credentials;
    this.version = engine.version();
  }

  void handle(HttpServerRequest request) {
    boolean get =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    String path = request.path();
    switch (path == null ? "" : path) {
      case "/ping" -> send(request, HttpAnswer.text(200, "Ok.\n"));
      case "/", "/query" -> {
        if (get && request.getParam("query") == null) {
          send(request, HttpAnswer.text(200, "Ok.\n"));
        } else if (get || request.method().equals(HttpMethod.POST)) {
          query(request, HttpQuery.of(get, request.params(), request.headers()));
        } else {
          send(request, HttpAnswer.text(405, "Use GET or POST.\n"));
        }
      }
      default ->
          send(request, HttpAnswer.text(404, "There is no such path. Use / for queries, /ping.\n"));
    }
  }

  private void query(HttpServerRequest request, HttpQuery query) {
    EngineAnswer.Failed refusal = HttpQuery.unsupported(request.params());
    if (refusal == null) {
      refusal = credentials.check(request.params(), request.headers());
    }
    if (refusal != null) {
      send(request, decorated(HttpAnswer.error(refusal, version), query));
      return;
    }
    BodyReceiver.receive(vertx, request, spool)
        .compose(
            body ->
                lanes
                    .run(vertx.getOrCreateContext(), query, body)
                    .onComplete(done -> spool.release(body.length())))
        .otherwise(failure -> failed(failure, query))
        .onSuccess(answer -> send(request, decorated(answer, query)));
  }

  private HttpAnswer failed(Throwable failure, HttpQuery query) {
    if (failure instanceof BodyReceiver.Refusal refusal) {
      return HttpAnswer.error(refusal.answer(), version);
    }
    LOG.warn("Query {} failed outside the engine", query.queryId(), failure);
    return HttpAnswer.error(
        EngineAnswer.Failed.of(1002, String.valueOf(failure), "UNKNOWN_EXCEPTION"), version);
  }

  private static HttpAnswer decorated(HttpAnswer answer, HttpQuery query) {
    return answer
        .with("X-ClickHouse-Query-Id", query.queryId())
        .with("X-ClickHouse-Server-Display-Name", "tributary-sandbox")
        .with("X-ClickHouse-Timezone", "UTC");
  }

  private static void send(HttpServerRequest request, HttpAnswer answer) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (!request.isEnded() && request.method().equals(HttpMethod.POST)) {
      // The rest of a body that nobody reads would be taken for the next request.
      response.putHeader("Connection", "close");
    }
    Future<Void> sent = response.end(answer.body());
    sent.onFailure(e -> LOG.debug("The client went away before its answer", e));
  }
}
