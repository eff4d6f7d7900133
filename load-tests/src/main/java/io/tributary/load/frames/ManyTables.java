package io.tributary.load.frames;

import java.util.Map;

/** What a gatherer has to be told so that it serves a thousand tables in its usual memory. */
final class ManyTables {
  /** A thousand promises of a batch each are 250 MiB of GATHERER_MEMORY, which is 320 MiB. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "MAX_TABLE_STREAMS", "1000",
          "BATCH_MAX_BYTES", "256KiB",
          "QUARANTINE_BATCH_MAX_BYTES", "32KiB");

  /** In words, for a report. */
  static final String WORDS =
      "MAX_TABLE_STREAMS=1000 and BATCH_MAX_BYTES=256KiB, as a promise of credit is made to each"
          + " table";

  /** About half of BATCH_MAX_BYTES, at which a connector sends a batch, in rows of data set W. */
  private static final int MOST_ROWS = 1_000;

  /** BATCH_INTERVAL of a connector, in parts of a second. */
  private static final int BATCHES_PER_SECOND = 10;

  private ManyTables() {}

  /**
   * Rows of a batch as a connector makes them of a table with one partition: all of 100 ms, unless
   * it is full before.
   */
  static int batchRows(int rowsPerSecond, int tables) {
    return Math.clamp(
        Math.round((double) rowsPerSecond / tables / BATCHES_PER_SECOND), 1, MOST_ROWS);
  }
}
