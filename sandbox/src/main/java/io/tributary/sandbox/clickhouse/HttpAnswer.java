package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to the client.
 *
 * @param status HTTP status
 * @param headers besides Content-Length
 * @param body as bytes
 */
record HttpAnswer(int status, Map<String, String> headers, Buffer body) {

  static HttpAnswer text(int status, String text) {
    return new HttpAnswer(
        status, Map.of("Content-Type", "text/plain; charset=UTF-8"), Buffer.buffer(text));
  }

  /** An error as ClickHouse sends it. */
  static HttpAnswer error(EngineAnswer.Failed failed, String version) {
    return text(
            HttpStatuses.of(failed.code()),
            failed.text().strip() + " (version " + version + " (official build))\n")
        .with("X-ClickHouse-Exception-Code", Integer.toString(failed.code()));
  }

  HttpAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpAnswer(status, more, body);
  }
}
