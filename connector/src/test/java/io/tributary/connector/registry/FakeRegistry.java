package io.tributary.connector.registry;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A registry that does what a test says; its answers to paths can be changed at any time. */
final class FakeRegistry implements AutoCloseable {
  static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private final Map<String, Consumer<HttpServerRequest>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<@Nullable String> logins = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  FakeRegistry(Vertx vertx, HttpServerOptions options) throws Exception {
    this.server =
        vertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .requestHandler(this::answer)
            .listen()
            .await(10, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    requests.add(request.uri());
    logins.add(String.valueOf(request.getHeader("Authorization")));
    answers.getOrDefault(request.path(), r -> status(404, UNKNOWN).accept(r)).accept(request);
  }

  FakeRegistry on(String path, Consumer<HttpServerRequest> answer) {
    answers.put(path, answer);
    return this;
  }

  static Consumer<HttpServerRequest> status(int status, String body) {
    return request -> {
      var unused = request.response().setStatusCode(status).end(body);
    };
  }

  static Consumer<HttpServerRequest> schema(String type, String text, JsonObject... references) {
    JsonObject body = new JsonObject().put("schema", text).put("schemaType", type);
    body.put("references", new JsonArray(List.of(references)));
    return status(200, body.encode());
  }

  static JsonObject reference(String name, String subject, int version) {
    return new JsonObject().put("name", name).put("subject", subject).put("version", version);
  }

  int port() {
    return server.actualPort();
  }

  List<String> requests() {
    return requests;
  }

  List<@Nullable String> logins() {
    return logins;
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
