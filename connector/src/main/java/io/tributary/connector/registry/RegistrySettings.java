package io.tributary.connector.registry;

import io.tributary.service.settings.SettingsReader;
import io.tributary.service.settings.SettingsReader.Range;
import java.time.Duration;

/**
 * Bounds of what is asked of a schema registry and kept of its answers.
 *
 * @param timeout of one request, from the connection to the last byte
 * @param retryMaxDelay longest wait between two tries
 * @param notFoundTtl longest time for which a schema counts as unknown without asking again
 * @param maxSchemas so many schemas are kept
 * @param cacheBytes memory for the schemas that are kept
 * @param maxSchemaBytes of one schema with all that it refers to
 */
public record RegistrySettings(
    Duration timeout,
    Duration retryMaxDelay,
    Duration notFoundTtl,
    int maxSchemas,
    long cacheBytes,
    int maxSchemaBytes) {

  /** Reads them all. */
  public static RegistrySettings read(SettingsReader in) {
    return new RegistrySettings(
        in.duration(
            "REGISTRY_TIMEOUT",
            "10s",
            new Range("100ms", "5m"),
            "How long one request to a schema registry may take."),
        in.duration(
            "REGISTRY_RETRY_MAX_DELAY",
            "5s",
            new Range("100ms", "5m"),
            "Longest wait between two tries to get a schema from a registry that does not answer."),
        in.duration(
            "REGISTRY_NOT_FOUND_TTL",
            "1m",
            new Range("100ms", "1h"),
            "A schema that the registry does not know is asked for again after 1 s, then after"
                + " twice as long each time, up to this."),
        in.number(
            "REGISTRY_MAX_SCHEMAS",
            1_000,
            new Range("1", "100000"),
            "So many schemas of a registry are kept; the one unused for longest goes first."),
        in.bytes(
            "REGISTRY_CACHE_BYTES",
            "32MiB",
            new Range("64KiB", "1GiB"),
            "Memory for the schemas of a registry that are kept."),
        (int)
            in.bytes(
                "REGISTRY_MAX_SCHEMA_BYTES",
                "2MiB",
                new Range("1KiB", "64MiB"),
                "Largest schema, with all that it refers to, that is taken from a registry. Of an"
                    + " Avro schema at most 2,097,152 characters are read."));
  }
}
