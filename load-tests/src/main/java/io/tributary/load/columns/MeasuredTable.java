package io.tributary.load.columns;

import io.tributary.gatherer.insert.InsertStatement;
import io.tributary.load.measure.ProcStat;
import io.tributary.load.workload.DataSet;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.table.Layout;
import io.tributary.sandbox.ClickHouseServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A table as the gatherer makes it, and inserts as the gatherer sends them. */
final class MeasuredTable {
  /** What the gatherer sends with every insert, as far as it touches the work. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "wait_end_of_query", "1",
          "async_insert", "0",
          "max_insert_block_size", "1048449",
          "min_insert_block_size_rows", "1048449",
          "min_insert_block_size_bytes", "0",
          "max_insert_threads", "1",
          "insert_deduplicate", "1",
          "deduplicate_blocks_in_dependent_materialized_views", "1",
          "allow_suspicious_low_cardinality_types", "1");

  private static final String DATABASE = "formats";
  private static final String IN_TIME =
      " WHERE NOT throwIf(now64(3) > toDateTime64('2286-01-01 00:00:00.000', 3, 'UTC'), 'late')";
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final ClickHouseServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String table;

  private MeasuredTable(ClickHouseServer server, String table) {
    this.server = server;
    this.table = table;
  }

  /** A MergeTree that is not merged. */
  static MeasuredTable mergeTree(ClickHouseServer server, DataSet data, List<RowColumn> columns) {
    MeasuredTable made =
        create(
            server,
            columns,
            ", INDEX `__offset_range` `__offset` TYPE minmax GRANULARITY 1) ENGINE = MergeTree"
                + " ORDER BY (%s) SETTINGS non_replicated_deduplication_window = 1000,"
                    .formatted(data.sortingKey())
                + " fsync_after_insert = 1, fsync_part_directory = 1");
    server.query("SYSTEM STOP MERGES " + made.qualified());
    return made;
  }

  /** A table that forgets its rows: what is left is reading them. */
  static MeasuredTable forgetful(ClickHouseServer server, List<RowColumn> columns) {
    return create(server, columns, ") ENGINE = Null");
  }

  private static MeasuredTable create(
      ClickHouseServer server, List<RowColumn> columns, String rest) {
    server.createDatabase(DATABASE);
    String name = "t_" + UUID.randomUUID().toString().replace("-", "");
    MeasuredTable made = new MeasuredTable(server, name);
    server.query(
        columns.stream()
                .map(column -> "`%s` %s".formatted(column.name(), column.type().sql()))
                .collect(Collectors.joining(", ", "CREATE TABLE " + made.qualified() + " (", ""))
            + rest);
    return made;
  }

  private String qualified() {
    return "`%s`.`%s`".formatted(DATABASE, table);
  }

  /** CPU seconds of the server for so many inserts, one after the other. */
  double insert(Form form, Layout layout, byte[] body, int inserts) {
    String statement =
        InsertStatement.text(DATABASE, table, layout, List.of())
            .replace(" FORMAT RowBinary", IN_TIME + " FORMAT " + form.format());
    return cpuSeconds(
        () -> {
          for (int i = 0; i < inserts; i++) {
            post(statement, form.settings(), body);
          }
        });
  }

  /** CPU seconds of the server for one merge of all parts. */
  double merge() {
    server.query("SYSTEM START MERGES " + qualified());
    return cpuSeconds(() -> server.query("OPTIMIZE TABLE " + qualified() + " FINAL"));
  }

  /** Number of rows and a sum over all their values. */
  String content() {
    return server.query("SELECT count(), sum(cityHash64(*)) FROM " + qualified());
  }

  int parts() {
    return Integer.parseInt(
        server.query(
            "SELECT count() FROM system.parts WHERE active AND database = '%s' AND table = '%s'"
                .formatted(DATABASE, table)));
  }

  /** Frees its disk, which DROP does minutes later. */
  void empty() {
    server.query("TRUNCATE TABLE " + qualified());
  }

  void drop() {
    server.query("DROP TABLE " + qualified());
  }

  private double cpuSeconds(Runnable task) {
    long before = cpuMillis();
    task.run();
    return (cpuMillis() - before) / 1e3;
  }

  private long cpuMillis() {
    return ProcStat.of(server.pid())
        .orElseThrow(() -> new IllegalStateException("ClickHouse is gone"))
        .cpuMillis();
  }

  private void post(String statement, Map<String, String> settings, byte[] body) {
    Map<String, String> parameters = new LinkedHashMap<>(SETTINGS);
    parameters.putAll(settings);
    parameters.put("query", statement);
    parameters.put("insert_deduplication_token", UUID.randomUUID().toString());
    String query =
        parameters.entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "/?", ""));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + query))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException("ClickHouse does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
