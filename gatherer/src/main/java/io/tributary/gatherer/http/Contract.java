package io.tributary.gatherer.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The API as it is written down in {@code openapi.json}, which is where its routes come from: an
 * operation without a handler, or a handler without an operation, is a defect that shows at the
 * start. Immutable; any thread.
 */
final class Contract {
  private static final String RESOURCE = "openapi.json";

  private final JsonObject json;

  Contract(JsonObject json) {
    this.json = json;
  }

  /** The one that comes with this class. */
  static Contract load() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not there");
      }
      return new Contract(new JsonObject(Buffer.buffer(in.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonObject json() {
    return json;
  }

  /**
   * Who answers what, by path and method.
   *
   * @param handlers by operationId
   * @throws IllegalStateException if operations and handlers do not match
   */
  Map<String, Map<HttpMethod, Handler<HttpServerRequest>>> routes(
      Map<String, Handler<HttpServerRequest>> handlers) {
    Map<String, Map<HttpMethod, Handler<HttpServerRequest>>> routes = new HashMap<>();
    Set<String> unused = new HashSet<>(handlers.keySet());
    JsonObject paths = json.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      Map<HttpMethod, Handler<HttpServerRequest>> methods = new HashMap<>();
      JsonObject operations = paths.getJsonObject(path);
      for (String method : operations.fieldNames()) {
        String id = operations.getJsonObject(method).getString("operationId", "");
        Handler<HttpServerRequest> handler = handlers.get(id);
        if (handler == null) {
          throw new IllegalStateException(
              "%s %s: nothing handles operation '%s'".formatted(method, path, id));
        }
        unused.remove(id);
        methods.put(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), handler);
      }
      routes.put(path, Map.copyOf(methods));
    }
    if (!unused.isEmpty()) {
      throw new IllegalStateException(RESOURCE + " has no operations " + unused);
    }
    return Map.copyOf(routes);
  }
}
