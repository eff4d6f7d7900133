package io.tributary.gatherer.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives each request to the handler that the contract names for it; HEAD goes where GET does, and
 * OPTIONS is answered with what there is. Event loop of its connections.
 */
final class RequestRouter implements Handler<HttpServerRequest> {
  private final EventsHandler events;
  private final Connections connections;
  private final Answers answers;
  private final Context context;
  private final Map<String, Map<HttpMethod, Handler<HttpServerRequest>>> routes;
  private final Buffer openApi;
  private final Buffer docs;

  RequestRouter(
      Contract contract,
      EventsHandler events,
      Connections connections,
      Answers answers,
      Context context) {
    this.events = events;
    this.connections = connections;
    this.answers = answers;
    this.context = context;
    this.openApi = contract.json().toBuffer();
    this.docs = Buffer.buffer(DocsPage.render(contract.json()).getBytes(StandardCharsets.UTF_8));
    this.routes =
        contract.routes(
            Map.of(
                "appendEvents", this::append,
                "getContract", this::showContract,
                "getDocs", this::showDocs));
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.pause();
    Connections.Entry connection = connections.of(request.connection());
    if (connection == null) {
      var unused = request.connection().close();
      return;
    }
    connection.idle();
    Map<HttpMethod, Handler<HttpServerRequest>> methods =
        routes.get(String.valueOf(request.path()));
    if (methods == null) {
      answers.refuse(request, new Refusal(ApiError.PATH_UNKNOWN, "there is nothing at this path"));
      return;
    }
    HttpMethod method =
        request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
    Handler<HttpServerRequest> handler = methods.get(method);
    if (handler == null) {
      other(request, methods);
    } else {
      handler.handle(request);
    }
  }

  private void other(
      HttpServerRequest request, Map<HttpMethod, Handler<HttpServerRequest>> methods) {
    HttpServerResponse response = request.response();
    response.putHeader("Allow", allowed(methods));
    if (request.method().equals(HttpMethod.OPTIONS)) {
      request.resume();
      answers.sendNothing(request);
    } else {
      answers.refuse(
          request,
          new Refusal(
              ApiError.METHOD_NOT_ALLOWED,
              "%s is not possible at %s".formatted(request.method(), request.path())));
    }
  }

  private static String allowed(Map<HttpMethod, Handler<HttpServerRequest>> methods) {
    String named =
        methods.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    return (methods.containsKey(HttpMethod.GET) ? named + ", HEAD" : named) + ", OPTIONS";
  }

  private void append(HttpServerRequest request) {
    Connections.Entry connection = connections.of(request.connection());
    if (connection != null) {
      events.handle(request, context, connection, answers);
    }
  }

  private void showContract(HttpServerRequest request) {
    request.resume();
    answers.send(request, 200, "application/json; charset=utf-8", openApi);
  }

  private void showDocs(HttpServerRequest request) {
    request.resume();
    request.response().putHeader("Content-Security-Policy", DocsPage.policy());
    answers.send(request, 200, "text/html; charset=utf-8", docs);
  }
}
