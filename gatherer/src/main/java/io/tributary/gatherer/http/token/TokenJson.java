package io.tributary.gatherer.http.token;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The text of a file of tokens:
 *
 * <pre>
 *   {"tokens":[{"id":"…","name":"web","sha256":"…","scopes":["append:events"],"created":"…"}]}
 * </pre>
 */
final class TokenJson {
  private static final String SCOPE = "append:";

  private TokenJson() {}

  /**
   * @throws RuntimeException of several kinds if it is not such a text
   */
  static List<ApiToken> read(String text) {
    JsonArray list = new JsonObject(text).getJsonArray("tokens");
    if (list == null) {
      throw new IllegalArgumentException("it has no \"tokens\"");
    }
    List<ApiToken> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      ApiToken token = token(list.getJsonObject(i));
      if (!names.add(token.name())) {
        throw new IllegalArgumentException("two tokens have the name " + token.name());
      }
      tokens.add(token);
    }
    return tokens;
  }

  private static ApiToken token(JsonObject json) {
    List<String> datasources = new ArrayList<>();
    for (Object scope : json.getJsonArray("scopes", new JsonArray())) {
      if (!(scope instanceof String text) || !text.startsWith(SCOPE)) {
        throw new IllegalArgumentException("scope " + scope + " is not known");
      }
      datasources.add(text.substring(SCOPE.length()));
    }
    return new ApiToken(
        json.getString("id", ""),
        json.getString("name", ""),
        json.getString("sha256", ""),
        datasources,
        Instant.parse(json.getString("created", "")));
  }

  static String write(List<ApiToken> tokens) {
    JsonArray list = new JsonArray();
    for (ApiToken token : tokens) {
      JsonArray scopes = new JsonArray();
      token.appendTo().forEach(datasource -> scopes.add(SCOPE + datasource));
      list.add(
          new JsonObject()
              .put("id", token.id())
              .put("name", token.name())
              .put("sha256", token.hash())
              .put("scopes", scopes)
              .put("created", token.created().toString()));
    }
    return new JsonObject().put("tokens", list).encodePrettily() + "\n";
  }
}
