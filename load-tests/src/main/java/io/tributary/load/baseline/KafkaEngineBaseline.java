package io.tributary.load.baseline;

import io.tributary.load.process.Await;
import io.tributary.load.process.SqlClient;
import io.tributary.load.process.TableBooks;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.sandbox.ClickHouseServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * ClickHouse's own Kafka table engine with a materialized view, in a ClickHouse of its own: reads
 * full topics in a group of its own into a table with the columns of the data set, without meta
 * columns.
 *
 * @param bootstrapServers of the broker
 * @param brokerPid whose CPU is told, too
 * @param topics which are full already
 * @param schema of their records
 * @param format of their records
 * @param folder for the server's data and log
 */
public record KafkaEngineBaseline(
    String bootstrapServers,
    long brokerPid,
    List<String> topics,
    List<SchemaColumn> schema,
    Format format,
    Path folder) {
  /** Name of its process and of its runs. */
  public static final String NAME = "kafka-engine";

  private static final String DATABASE = "load";
  private static final String TABLE = "engine_rows";
  private static final String FEED = DATABASE + ".engine_feed";
  private static final String VIEW = DATABASE + ".engine_view";

  // The cheapest of some tries; docs/load.md lists them.
  private static final int BLOCK_ROWS = 500_000;
  private static final int POLLED_ROWS = BLOCK_ROWS / 2;

  /** Each look costs the server some 2 ms of CPU. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** How records are written. */
  public sealed interface Format {
    /** A JSON object each. */
    record Json() implements Format {}

    /** Avro behind the id of a schema that this registry has. */
    record Avro(String registryUrl) implements Format {}
  }

  /**
   * How much there is.
   *
   * @param warmUpRows that are stored before it is measured
   */
  public record Amount(long rows, long warmUpRows) {}

  public KafkaEngineBaseline {
    topics = List.copyOf(topics);
    schema = List.copyOf(schema);
  }

  /**
   * Runs it from the start of its server to its end; blocks.
   *
   * @throws IllegalStateException if not all rows are stored in time
   */
  public BaselineOutcome run(DataTable table, Amount amount, Duration timeout) {
    EngineFeed feed = EngineFeed.of(schema);
    ClickHouseServer server = ClickHouseServer.start(folder);
    try {
      server.createDatabase(DATABASE);
      String unused = server.query(table.createWithoutMeta(DATABASE, TABLE));
      unused = server.query(feed.createTable(FEED, settings()));
      unused = server.query(feed.createView(VIEW, FEED, DATABASE + "." + TABLE));
      EngineProgress progress = new EngineProgress(amount.warmUpRows());
      TableBooks books =
          new TableBooks(new SqlClient(server.url(), "", ""), DATABASE, List.of(TABLE));
      watch(server, books, progress, amount, timeout);
      return outcome(server, progress.part(), amount);
    } finally {
      server.stop();
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kafka_broker_list", quoted(bootstrapServers));
    settings.put("kafka_topic_list", quoted(String.join(",", topics)));
    settings.put("kafka_group_name", quoted(NAME));
    settings.put("kafka_num_consumers", "1");
    settings.put("kafka_max_block_size", "" + BLOCK_ROWS);
    settings.put("kafka_poll_max_batch_size", "" + POLLED_ROWS);
    switch (format) {
      case Format.Json json -> settings.put("kafka_format", quoted("JSONEachRow"));
      case Format.Avro avro -> {
        settings.put("kafka_format", quoted("AvroConfluent"));
        settings.put("format_avro_schema_registry_url", quoted(avro.registryUrl()));
      }
    }
    return settings;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void watch(
      ClickHouseServer server,
      TableBooks books,
      EngineProgress progress,
      Amount amount,
      Duration timeout) {
    long all = amount.rows() + amount.warmUpRows();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      long rows = books.rows();
      progress.add(
          new EngineProgress.Look(
              System.nanoTime(),
              rows,
              books.partsMade(),
              ProcessCost.stat(server.pid()).cpuMillis(),
              ProcessCost.stat(brokerPid).cpuMillis()));
      if (rows > all) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "%s stored %,d rows of %,d", NAME, rows, all));
      }
      if (rows == all) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s stored %,d of %,d rows within %d s%s",
                NAME,
                rows,
                all,
                timeout.toSeconds(),
                complaint(server)));
      }
      Await.pause(LOOK_EVERY);
    }
  }

  /** The engine's last words about records that it cannot read. */
  private static String complaint(ClickHouseServer server) {
    String said =
        server.query(
            "SELECT arrayStringConcat(arrayDistinct(arrayFlatten(groupArray(exceptions.text))), ';"
                + " ') FROM system.kafka_consumers FORMAT TSVRaw");
    return said.isEmpty() ? "" : ": " + said.lines().findFirst().orElse("");
  }

  private BaselineOutcome outcome(
      ClickHouseServer server, EngineProgress.Part part, Amount amount) {
    EngineProgress.Look from = part.from();
    EngineProgress.Look to = part.to();
    long parts = to.parts() - from.parts();
    return new BaselineOutcome(
        part.seconds(),
        part.rows(),
        parts,
        OptionalLong.of(parts),
        List.of(
            ProcessCost.of(NAME, server.pid(), to.cpuMillis() - from.cpuMillis()),
            ProcessCost.of("kafka", brokerPid, to.brokerCpuMillis() - from.brokerCpuMillis())),
        Optional.of(part.rows())
            .filter(rows -> rows < amount.rows())
            .map(
                rows ->
                    String.format(
                        Locale.ROOT,
                        "%,d of %,d rows are measured, whole blocks.",
                        rows,
                        amount.rows()))
            .stream()
            .toList());
  }
}
