package io.tributary.load.baseline;

import java.util.List;
import java.util.Map;

/**
 * Rows over HTTP in bulk: how they are sent so that inserts fill up as those of rows from Kafka do.
 *
 * <p>With {@code wait=true} a connection sends its next body when its rows are stored. A table
 * takes {@code TABLE_CREDIT} (32 MiB of RowBinary, some 40 bodies of 1 MB of data set W) until an
 * insert begins at once. With fewer bodies under way each insert would wait for {@code
 * FLUSH_INTERVAL}; what goes beyond that is parsed while the insert before runs.
 */
public final class BulkRequests {
  /** A body has no row more once it has so many bytes; the whole chunk of a gatherer, or nearly. */
  public static final int BODY_BYTES = 1_000_000;

  /** Kept, each with one request at a time. */
  public static final int CONNECTIONS = 64;

  /**
   * Of the gatherer. It holds up to 2.6 MiB for each body until it is stored, values as they were
   * sent and rows; half of {@code HTTP_BUFFER} is for rows that are on disk already. With less than
   * 64 × 2.6 MiB there, rows would be read from disk and parsed once more.
   */
  public static final Map<String, String> SETTINGS = Map.of("HTTP_BUFFER", "384MiB");

  /** Of the gatherer: rows over HTTP lie on its heap, those of connectors do not. */
  public static final List<String> JVM_OPTIONS = List.of("-Xmx512m");

  private BulkRequests() {}
}
