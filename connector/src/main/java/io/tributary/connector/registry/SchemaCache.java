package io.tributary.connector.registry;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a registry by schema id. A schema stays until others that are used more need its
 * place; that there is none counts for a time that doubles with each such answer.
 *
 * <p>Ids that nobody knows, which garbage can bring by the million, take no place from schemas.
 *
 * <p>Pure: time is an argument. Not thread-safe.
 */
final class SchemaCache {
  private static final long FIRST_TTL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MAX_DOUBLINGS = 30;

  private final int maxEntries;
  private final long maxBytes;
  private final long maxTtlNanos;
  private final Map<Integer, Lookup.Found> found = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Integer, Missing> missing = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  SchemaCache(int maxEntries, long maxBytes, Duration maxTtl) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
    this.maxTtlNanos = maxTtl.toNanos();
  }

  /** The answer, or null when the registry has to be asked. */
  @Nullable Lookup get(int id, long nowNanos) {
    Lookup.Found schema = found.get(id);
    if (schema != null) {
      return schema;
    }
    Missing none = missing.get(id);
    return none == null || nowNanos - none.untilNanos() >= 0 ? null : none.answer();
  }

  void put(int id, Lookup answer, long nowNanos) {
    switch (answer) {
      case Lookup.Found schema -> {
        missing.remove(id);
        add(id, schema);
      }
      case Lookup.NotFound none -> {
        Missing before = missing.get(id);
        int doublings = before == null ? 0 : Math.min(MAX_DOUBLINGS, before.doublings() + 1);
        long ttl = Math.min(maxTtlNanos, FIRST_TTL_NANOS << doublings);
        missing.put(id, new Missing(none, nowNanos + ttl, doublings));
        if (missing.size() > maxEntries) {
          missing.remove(missing.keySet().iterator().next());
        }
      }
    }
  }

  private void add(int id, Lookup.Found schema) {
    Lookup.Found before = found.put(id, schema);
    bytes += schema.schema().weightBytes() - (before == null ? 0 : before.schema().weightBytes());
    Iterator<Lookup.Found> oldest = found.values().iterator();
    // The newest stays even if it is too large alone: somebody waits for it.
    while (found.size() > 1 && (found.size() > maxEntries || bytes > maxBytes)) {
      bytes -= oldest.next().schema().weightBytes();
      oldest.remove();
    }
  }

  int schemas() {
    return found.size();
  }

  private record Missing(Lookup.NotFound answer, long untilNanos, int doublings) {}
}
