package io.tributary.service.management;

import io.tributary.service.settings.Secret;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who may see and change data over the management port: whoever knows the token. Without a token
 * the port is on loopback; a browser on this machine could still be talked into a request by any
 * web page, so that what a browser sends is refused.
 *
 * <p>Immutable; any thread.
 */
final class DataAccess {
  private static final String SCHEME = "Bearer ";

  private final Secret token;

  DataAccess(Secret token) {
    this.token = token;
  }

  /** Answers a request that is not allowed, and returns whether it is. */
  boolean admits(HttpServerRequest request) {
    if (!token.isEmpty()) {
      if (knowsToken(request.getHeader(HttpHeaders.AUTHORIZATION))) {
        return true;
      }
      request
          .response()
          .setStatusCode(401)
          .putHeader("WWW-Authenticate", "Bearer")
          .end("the token is missing or wrong\n");
      return false;
    }
    if (LocalRequests.isFromProgram(request)) {
      return true;
    }
    request
        .response()
        .setStatusCode(403)
        .end("without a token only for programs of this machine\n");
    return false;
  }

  private boolean knowsToken(@Nullable String authorization) {
    return authorization != null
        && authorization.startsWith(SCHEME)
        && token.matches(authorization.substring(SCHEME.length()));
  }
}
