package io.tributary.gatherer.http;

import io.tributary.gatherer.http.token.ApiToken;
import io.tributary.gatherer.http.token.TokenSet;
import io.tributary.service.management.LocalRequests;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may send rows: whoever has a token; without a file of tokens, every program of this machine,
 * but no web page in a browser on it. Any thread.
 */
final class Access {
  private static final String SCHEME = "bearer ";

  private final @Nullable Supplier<TokenSet> tokens;

  /**
   * @param tokens those that are valid now, or null if none are needed
   */
  Access(@Nullable Supplier<TokenSet> tokens) {
    this.tokens = tokens;
  }

  /**
   * Finds who sends.
   *
   * @return empty for a program of this machine where no token is needed
   */
  Optional<ApiToken> caller(HttpServerRequest request) throws Refusal.Thrown {
    if (tokens == null) {
      if (!LocalRequests.isFromProgram(request)) {
        throw new Refusal.Thrown(
            ApiError.NOT_LOCAL, "the request comes from a web page, or names another host");
      }
      return Optional.empty();
    }
    String secret = secret(request);
    if (secret == null) {
      throw new Refusal.Thrown(ApiError.TOKEN_MISSING, "the request has no token");
    }
    Optional<ApiToken> token = tokens.get().find(secret);
    if (token.isEmpty()) {
      throw new Refusal.Thrown(ApiError.TOKEN_UNKNOWN, "the token of the request is not valid");
    }
    return token;
  }

  /** Makes sure that the caller may send rows there. */
  static void check(Optional<ApiToken> caller, String datasource) throws Refusal.Thrown {
    if (caller.isPresent() && !caller.get().mayAppendTo(datasource)) {
      throw new Refusal.Thrown(
          ApiError.SCOPE_MISSING,
          "token %s may not send rows to %s".formatted(caller.get().name(), datasource));
    }
  }

  private static @Nullable String secret(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return request.params().get("token");
    }
    return header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
