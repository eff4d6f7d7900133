package io.tributary.gatherer;

import io.tributary.gatherer.chunk.ChunkLimits;
import io.tributary.gatherer.http.HttpSettings;
import io.tributary.gatherer.spool.SpoolSettings;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.service.settings.SettingsReader;
import io.tributary.service.settings.SettingsReader.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How rows are taken over HTTP.
 *
 * @param datasources that take them, one or more
 * @param chunks bounds of rows
 * @param bufferBytes memory of rows between their request and their table
 */
record EventsSettings(
    List<Datasource> datasources,
    HttpSettings http,
    SpoolSettings spool,
    ChunkLimits chunks,
    long bufferBytes) {

  /** Each takes about 13 bytes of memory. */
  private static final int MAX_ENTRIES = 2_000_000;

  private static final int USUAL_SEGMENT_BYTES = 64 << 20;
  private static final int LEAST_QUEUE_BYTES = 32 << 20;
  private static final int MOST_QUEUE_BYTES = 1 << 30;

  /** The least number of segments that the spool is divided into. */
  private static final int SEGMENTS = 16;

  /** What a gatherer without a request has on its heap, and some room to collect garbage in. */
  private static final long REST_BYTES = 32 << 20;

  /** What the spool adds to a chunk: name, key, heads. */
  private static final int ENTRY_BYTES = 4 << 10;

  EventsSettings {
    datasources = List.copyOf(datasources);
  }

  /**
   * Reads them all; what is supplied is made, and looked at as a whole, when it is asked for.
   *
   * @param batchBytes of the largest batch that a table takes
   * @return empty without datasources
   */
  static Supplier<Optional<EventsSettings>> read(SettingsReader in, Supplier<Integer> batchBytes) {
    List<Datasource> datasources = DatasourceFolder.read(in);
    Supplier<HttpSettings> http = HttpSettings.read(in);
    long buffer =
        in.bytes(
            "HTTP_BUFFER",
            "128MiB",
            new Range("8MiB", "1024GiB"),
            "Memory for rows between their request and their table, half of it until they are on"
                + " disk, half of it from there on. What finds no room in that half waits on disk"
                + " only, but for one entry of each table; without room in the other, requests are"
                + " read more slowly.");
    String folder =
        in.text(
            "SPOOL",
            "spool",
            "Folder for the rows of requests that were answered, until they are in their table;"
                + " one for each gatherer.");
    long bytes =
        in.bytes(
            "SPOOL_BYTES",
            "4GiB",
            new Range("128MiB", "1024GiB"),
            "The most that `SPOOL` may take on disk. When it is full, requests are answered with"
                + " 503.");
    Duration window =
        in.duration(
            "IDEMPOTENCY_WINDOW",
            "24h",
            new Range("1s", "720h"),
            "How long an `Idempotency-Key` is remembered.");
    int keys =
        in.number(
            "IDEMPOTENCY_KEYS",
            500_000,
            new Range("1", "16000000"),
            "Keys that are remembered; the oldest are forgotten first. Each takes up to 88 bytes of"
                + " memory.");
    return () -> {
      if (datasources.isEmpty()) {
        return Optional.empty();
      }
      HttpSettings made = http.get();
      ChunkLimits chunks = ChunkLimits.of(batchBytes.get());
      SpoolSettings spool =
          spool(
              Path.of(folder),
              bytes,
              chunks.maxSpooledBytes(made.limits().maxRowBytes()),
              buffer / 2,
              window,
              keys);
      return Optional.of(new EventsSettings(datasources, made, spool, chunks, buffer));
    };
  }

  /**
   * Why rows over HTTP do not fit into the heap; empty when they do.
   *
   * @param heapBytes that the JVM may use
   */
  Optional<String> misfit(long heapBytes) {
    long wanted = bufferBytes + http.memoryBytes() + REST_BYTES;
    return wanted <= heapBytes
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "HTTP_BUFFER and HTTP_MEMORY are %,d MiB and %,d MiB, and with %d MiB for all else"
                    + " that is more than the JVM's heap of %,d MiB; set smaller ones, or -Xmx%dm",
                bufferBytes >> 20,
                http.memoryBytes() >> 20,
                REST_BYTES >> 20,
                heapBytes >> 20,
                // Of what is set, a part of the young generation does not count.
                (wanted + wanted / 8) >> 20));
  }

  /**
   * @param unwrittenBytes that rows take at most until they are on disk: what waits for the disk is
   *     bounded by that, and need not be refused
   */
  private static SpoolSettings spool(
      Path folder, long bytes, int chunkBytes, long unwrittenBytes, Duration window, int keys) {
    int entry = chunkBytes + ENTRY_BYTES;
    int segment = (int) Math.max(2L * entry, Math.min(USUAL_SEGMENT_BYTES, bytes / SEGMENTS));
    try {
      return new SpoolSettings(
          folder,
          bytes,
          MAX_ENTRIES,
          segment,
          entry,
          Math.clamp(unwrittenBytes, Math.max(LEAST_QUEUE_BYTES, 2 * entry), MOST_QUEUE_BYTES),
          keys,
          window);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "SPOOL_BYTES (%d) is too small for IDEMPOTENCY_KEYS (%d) and HTTP_MAX_ROW: raise it, or lower them"
              .formatted(bytes, keys),
          e);
    }
  }
}
