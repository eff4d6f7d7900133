package io.tributary.gatherer.quarantine;

import io.tributary.protocol.quarantine.RecordKey;
import io.vertx.core.MultiMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the address of a request. Everything that is wrong is a {@link RequestProblem}
 * with status 400.
 *
 * <p>Pure; any thread.
 */
final class RequestFields {
  private static final Set<String> KNOWN =
      Set.of("reason", "partition", "from", "to", "limit", "after");
  private static final int AFTER_PARTS = 4;

  private RequestFields() {}

  /**
   * Reads {@code reason}, {@code partition}, {@code from}, {@code to} and {@code after}, which is
   * {@code partition:offset:run:topic}.
   */
  static RowFilter filter(MultiMap params) {
    for (String name : params.names()) {
      if (!KNOWN.contains(name)) {
        throw new RequestProblem(400, "unknown parameter " + name);
      }
    }
    return new RowFilter(
        params.get("reason"),
        read(params, "partition", Integer::parseInt),
        read(params, "from", Long::parseLong),
        read(params, "to", Long::parseLong),
        read(params, "after", RequestFields::key));
  }

  /** Reads {@code limit}: 1 to {@code max}. */
  static int limit(MultiMap params, int fallback, int max) {
    Integer limit = read(params, "limit", Integer::parseInt);
    if (limit == null) {
      return fallback;
    }
    if (limit < 1 || limit > max) {
      throw new RequestProblem(400, "limit is " + limit + ": use 1 to " + max);
    }
    return limit;
  }

  static UUID replay(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new RequestProblem(400, "a replay has a UUID");
    }
  }

  private static RecordKey key(String text) {
    String[] parts = text.split(":", AFTER_PARTS);
    if (parts.length < AFTER_PARTS) {
      throw new IllegalArgumentException("not partition:offset:run:topic");
    }
    return new RecordKey(
        Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[3], Long.parseLong(parts[2]));
  }

  private static <T> @Nullable T read(MultiMap params, String name, Function<String, T> reader) {
    String text = params.get(name);
    if (text == null) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new RequestProblem(400, name + " is no such value: " + e.getMessage());
    }
  }
}
