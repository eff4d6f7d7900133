package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.tributary.sandbox.clickhouse.engine.EngineCounters;
import java.util.Map;

/** The answer to a statement that succeeded. */
final class Results {
  private Results() {}

  static HttpAnswer of(EngineAnswer.Done done, String format, long elapsedNanos) {
    return new HttpAnswer(
        200,
        Map.of(
            "Content-Type", contentType(format),
            "X-ClickHouse-Format", format,
            "X-ClickHouse-Summary", summary(done.counters(), elapsedNanos)),
        done.body());
  }

  /**
   * The header X-ClickHouse-Summary. Written rows and bytes are the engine's own and exact; of an
   * INSERT they also stand as read and result, as on a server. Memory is not known.
   */
  static String summary(EngineCounters c, long elapsedNanos) {
    boolean insert = c.writtenRows() > 0;
    return "{\"read_rows\":\""
        + (insert ? Math.max(c.readRows(), c.writtenRows()) : c.readRows())
        + "\",\"read_bytes\":\""
        + (insert ? Math.max(c.readBytes(), c.writtenBytes()) : c.readBytes())
        + "\",\"written_rows\":\""
        + c.writtenRows()
        + "\",\"written_bytes\":\""
        + c.writtenBytes()
        + "\",\"total_rows_to_read\":\"0\",\"result_rows\":\""
        + (insert ? c.writtenRows() : c.resultRows())
        + "\",\"result_bytes\":\""
        + (insert ? c.writtenBytes() : c.resultBytes())
        + "\",\"elapsed_ns\":\""
        + elapsedNanos
        + "\"}";
  }

  private static String contentType(String format) {
    return switch (format) {
      case "TabSeparated", "TSV", "TabSeparatedRaw", "TSVRaw" ->
          "text/tab-separated-values; charset=UTF-8";
      case "JSON", "JSONCompact", "JSONColumns", "JSONStrings" -> "application/json; charset=UTF-8";
      case "JSONEachRow", "JSONLines", "NDJSON", "JSONCompactEachRow" ->
          "application/x-ndjson; charset=UTF-8";
      case "CSV", "CSVWithNames" -> "text/csv; charset=UTF-8; header=absent";
      case "RowBinary", "RowBinaryWithNames", "RowBinaryWithNamesAndTypes", "Native", "Parquet" ->
          "application/octet-stream";
      default -> "text/plain; charset=UTF-8";
    };
  }
}
