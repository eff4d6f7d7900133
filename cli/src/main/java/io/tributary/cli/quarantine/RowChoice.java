package io.tributary.cli.quarantine;

import io.tributary.protocol.quarantine.RecordKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which quarantined rows are meant; null means any.
 *
 * @param reason such as {@code type error}
 * @param partition of the topic
 * @param from lowest offset
 * @param to highest offset
 */
public record RowChoice(
    @Nullable String reason, @Nullable Integer partition, @Nullable Long from, @Nullable Long to) {

  /** As parameters of a request. */
  String limited(int limit) {
    return parameters() + "&limit=" + limit;
  }

  /** The same for the page behind a record, null for the first page. */
  String after(@Nullable RecordKey last) {
    if (last == null) {
      return parameters();
    }
    String after = last.partition() + ":" + last.offset() + ":" + last.run() + ":" + last.topic();
    return parameters() + parameter("after", after);
  }

  private String parameters() {
    return "?"
        + (parameter("reason", reason)
                + parameter("partition", partition)
                + parameter("from", from)
                + parameter("to", to))
            .replaceFirst("^&", "");
  }

  private static String parameter(String name, @Nullable Object value) {
    return value == null
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }
}
