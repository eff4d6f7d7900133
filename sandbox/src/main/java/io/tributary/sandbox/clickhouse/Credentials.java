package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The user and password that requests have to bring; with an empty password, anybody's pass.
 *
 * @param user expected
 * @param password expected, or empty
 */
record Credentials(String user, String password) {
  private static final String BASIC = "Basic ";

  /** Why a request is not let in, or null. */
  EngineAnswer.@Nullable Failed check(MultiMap url, MultiMap headers) {
    if (password.isEmpty()) {
      return null;
    }
    String given = given(url, headers);
    // Both in one comparison of constant time, so that it tells nothing about either.
    return MessageDigest.isEqual(bytes(given), bytes(user + ":" + password))
        ? null
        : EngineAnswer.Failed.of(
            516,
            "Authentication failed: password is incorrect, or there is no user with such name",
            "AUTHENTICATION_FAILED");
  }

  private static String given(MultiMap url, MultiMap headers) {
    String authorization = headers.get("Authorization");
    if (authorization != null && authorization.startsWith(BASIC)) {
      return basic(authorization.substring(BASIC.length()));
    }
    String key = headers.get("X-ClickHouse-Key");
    if (key != null) {
      return or(headers.get("X-ClickHouse-User"), "default") + ":" + key;
    }
    return or(url.get("user"), "default") + ":" + or(url.get("password"), "");
  }

  private static String basic(String encoded) {
    try {
      return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
