package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the URL and the headers of a request say.
 *
 * @param text of the statement or its beginning, may be empty
 * @param database the current one
 * @param format of the result, if the statement names none
 * @param queryId the caller's, or a random one
 * @param contentEncoding of the body, lower case, {@code identity} if it has none
 * @param settings every URL parameter that means nothing else
 * @param parameters the values of {@code param_…}
 */
record HttpQuery(
    String text,
    String database,
    String format,
    String queryId,
    String contentEncoding,
    Map<String, String> settings,
    Map<String, String> parameters) {

  private static final String PARAMETER = "param_";
  private static final Set<String> NO_SETTING =
      Set.of(
          "query",
          "query_id",
          "database",
          "default_format",
          "user",
          "password",
          "quota_key",
          "role",
          "stacktrace",
          "buffer_size",
          "wait_end_of_query",
          "client_protocol_version",
          "compress",
          "decompress",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session");

  /** An id is echoed in a header, so it must fit into one. */
  private static final Pattern QUERY_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

  static HttpQuery of(boolean get, MultiMap url, MultiMap headers) {
    Map<String, String> settings = new HashMap<>();
    Map<String, String> parameters = new HashMap<>();
    for (Map.Entry<String, String> entry : url) {
      String name = entry.getKey();
      if (name.startsWith(PARAMETER)) {
        parameters.put(name.substring(PARAMETER.length()), entry.getValue());
      } else if (!NO_SETTING.contains(name)) {
        settings.put(name, entry.getValue());
      }
    }
    if (get) {
      // A GET must not change anything; the settings of the request stay allowed.
      settings.putIfAbsent("readonly", "2");
    }
    String id = first(url.get("query_id"), "");
    return new HttpQuery(
        first(url.get("query"), ""),
        first(url.get("database"), first(headers.get("X-ClickHouse-Database"), "default")),
        first(url.get("default_format"), first(headers.get("X-ClickHouse-Format"), "TabSeparated")),
        QUERY_ID.matcher(id).matches() ? id : UUID.randomUUID().toString(),
        first(headers.get("Content-Encoding"), "identity").toLowerCase(java.util.Locale.ROOT),
        settings,
        parameters);
  }

  /** Why a request asks for something that this server does not do, or null. */
  static EngineAnswer.@Nullable Failed unsupported(MultiMap url) {
    for (String name : new String[] {"compress", "decompress", "session_id"}) {
      String value = first(url.get(name), "");
      if (!value.isEmpty() && !value.equals("0") && !value.equals("false")) {
        return EngineAnswer.Failed.of(
            48, "The sandbox does not support the URL parameter " + name, "NOT_IMPLEMENTED");
      }
    }
    return null;
  }

  private static String first(@Nullable String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
