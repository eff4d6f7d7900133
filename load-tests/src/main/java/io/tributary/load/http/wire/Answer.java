package io.tributary.load.http.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer of a server.
 *
 * @param status of HTTP
 * @param closes whether the server ends the connection behind it
 * @param replayed whether it is the answer of an earlier request with the same key
 * @param body its first {@link #MOST_BODY} bytes
 */
public record Answer(int status, boolean closes, boolean replayed, String body) {
  /** Enough for every answer that says why. */
  public static final int MOST_BODY = 512;

  private static final Pattern EVENTS_API = Pattern.compile("\"code\":\"([A-Z_]+)\"");
  private static final Pattern CLICKHOUSE = Pattern.compile("\\(([A-Z][A-Z_]+)\\)");

  /** Whether the request was taken. */
  public boolean isGood() {
    return status / 100 == 2;
  }

  /** Status and code, such as {@code 503 BUSY} or {@code 500 TOO_MANY_PARTS}. */
  public String label() {
    for (Pattern pattern : new Pattern[] {EVENTS_API, CLICKHOUSE}) {
      Matcher matcher = pattern.matcher(body);
      if (!isGood() && matcher.find()) {
        return status + " " + matcher.group(1);
      }
    }
    return Integer.toString(status);
  }
}
