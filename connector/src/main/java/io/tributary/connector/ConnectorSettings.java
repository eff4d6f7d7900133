package io.tributary.connector;

import io.tributary.connector.decode.RecordLimits;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.pipeline.PipelineSettings;
import io.tributary.connector.registry.RegistrySettings;
import io.tributary.connector.uplink.UplinkSettings;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.SettingsReader;
import io.tributary.service.settings.SettingsReader.Range;
import java.util.UUID;

/**
 * Everything a connector can be told.
 *
 * @param datafiles folder of the connections and datasources
 * @param management where operators look
 * @param kafka how long to wait for brokers
 */
public record ConnectorSettings(
    String datafiles,
    Address management,
    SourceSettings.Timeouts kafka,
    PipelineSettings pipeline,
    RegistrySettings registry,
    UplinkSettings uplink) {

  /** Reads them all. */
  public static ConnectorSettings read(SettingsReader in) {
    ConnectorSettings settings = readAll(in);
    if (settings.pipeline().lease().compareTo(settings.kafka().session()) > 0) {
      in.problem(
          "LEASE is longer than KAFKA_SESSION_TIMEOUT: lower it, or raise KAFKA_SESSION_TIMEOUT");
    }
    return settings;
  }

  private static ConnectorSettings readAll(SettingsReader in) {
    return new ConnectorSettings(
        in.text(
            "DATAFILES", ".", "Folder of the `.connection` and `.datasource` files to work for."),
        in.address(
            "CONNECTOR_MANAGEMENT_LISTEN",
            "127.0.0.1:7173",
            "Where `/metrics`, `/live` and `/ready` are answered."),
        kafka(in),
        pipeline(in),
        RegistrySettings.read(in),
        uplink(in));
  }

  private static SourceSettings.Timeouts kafka(SettingsReader in) {
    return new SourceSettings.Timeouts(
        in.duration(
            "KAFKA_TIMEOUT",
            "10s",
            new Range("1s", "5m"),
            "How long one request to the Kafka brokers may take."),
        in.duration(
            "KAFKA_SESSION_TIMEOUT",
            "45s",
            new Range("6s", "10m"),
            "How long the consumer group waits for a connector that says nothing before its"
                + " partitions go to others."),
        in.duration(
            "TOPIC_LOOK_INTERVAL",
            "1m",
            new Range("1s", "1h"),
            "How often a datasource looks whether its topic has more partitions."));
  }

  private static PipelineSettings pipeline(SettingsReader in) {
    return new PipelineSettings(
        (int)
            in.bytes(
                "BATCH_BYTES",
                "1MiB",
                new Range("1KiB", "64MiB"),
                "A batch goes to the gatherer when it has so many bytes (at most half of its"
                    + " `BATCH_MAX_BYTES`)."),
        in.number(
            "BATCH_ROWS",
            16_384,
            new Range("1", "1000000"),
            "A batch goes to the gatherer when it has so many rows."),
        in.duration(
            "BATCH_INTERVAL",
            "100ms",
            new Range("2ms", "1m"),
            "A batch goes to the gatherer when its first row is so old. A connector without a"
                + " backlog polls Kafka every half of it, at least every 100 ms."),
        in.bytes(
            "UNSETTLED_BYTES",
            "64MiB",
            new Range("1MiB", "16GiB"),
            "Per datasource: bytes sent or waiting without a verdict at which its partitions are"
                + " paused. They lie outside of the heap."),
        in.duration(
            "COMMIT_INTERVAL",
            "1s",
            new Range("10ms", "1m"),
            "How often offsets of settled rows are committed."),
        in.duration(
            "TABLE_LOOK_INTERVAL",
            "30s",
            new Range("1s", "1h"),
            "How often a datasource looks whether its table was altered; it looks at once when"
                + " ClickHouse refuses rows."),
        in.number(
            "MAX_ADDED_COLUMNS",
            200,
            new Range("0", "10000"),
            "Columns that one run of the connector may add to a table with `SCHEMA_EVOLUTION"
                + " add_columns`."),
        in.duration(
            "STARTUP_TIMEOUT",
            "15s",
            new Range("1s", "10m"),
            "How long a gatherer may take to answer before the connector gives up starting."),
        in.duration(
            "DRAIN_TIMEOUT",
            "20s",
            new Range("1s", "10m"),
            "How long a stop waits for the verdicts on what was sent."),
        in.duration(
            "LEASE",
            "10s",
            new Range("500ms", "1m"),
            "How long after a commit inserts with rows of this connector may begin. Whoever takes a"
                + " partition over from one that was killed waits so long; less means more commits,"
                + " which are repeated every third of it. At most `KAFKA_SESSION_TIMEOUT`."),
        recordLimits(in));
  }

  private static RecordLimits recordLimits(SettingsReader in) {
    return new RecordLimits(
        (int)
            in.bytes(
                "MAX_MESSAGE_BYTES",
                "10MiB",
                new Range("1KiB", "1GiB"),
                "A record whose key and value have more bytes goes to the quarantine without being"
                    + " decoded. Rows of large messages also have to fit into the gatherer's"
                    + " `BATCH_MAX_BYTES` less a full batch."),
        (int)
            in.bytes(
                "MAX_HEADER_BYTES",
                "64KiB",
                new Range("1KiB", "16MiB"),
                "With `KAFKA_STORE_HEADERS`: a record whose headers take more bytes in the row, or"
                    + " are more than 256, goes to the quarantine."));
  }

  private static UplinkSettings uplink(SettingsReader in) {
    return new UplinkSettings(
        in.addresses("GATHERERS", "127.0.0.1:7171", "Gatherers to send to; tried in turn."),
        in.secret("GATHERER_TOKEN", "What the gatherer's `GATHERER_TOKEN` is; empty for none."),
        in.name("CONNECTOR_NAME", "connector", "Name of this connector in the gatherer's log."),
        UUID.randomUUID(),
        in.duration(
            "CONNECT_TIMEOUT",
            "5s",
            new Range("100ms", "1m"),
            "How long one attempt to connect to a gatherer may take."),
        in.duration(
            "RETRY_MAX_DELAY",
            "5s",
            new Range("100ms", "5m"),
            "Longest wait between two attempts to connect."),
        in.duration(
            "SESSION_SILENCE",
            "15s",
            new Range("1s", "15s"),
            "A session in which the gatherer says nothing for so long is closed and made anew."),
        in.duration(
            "GATHERER_RETURN_INTERVAL",
            "30s",
            new Range("100ms", "1h"),
            "How often a connector that had to go to another of its `GATHERERS` asks whether the"
                + " one that its table belongs to answers again. It goes back once nothing is under"
                + " way."));
  }
}
