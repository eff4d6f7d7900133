package io.tributary.gatherer;

import io.tributary.gatherer.audit.AuditSettings;
import io.tributary.gatherer.delivery.Delivery.DeliverySettings;
import io.tributary.gatherer.ingress.IngressSettings;
import io.tributary.gatherer.insert.ClickHouseSettings;
import io.tributary.gatherer.insert.RetrySchedule;
import io.tributary.gatherer.ledger.TakeoverSettings;
import io.tributary.gatherer.table.CreditLimits;
import io.tributary.gatherer.table.FlushLimits;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.Secret;
import io.tributary.service.settings.SettingsReader;
import io.tributary.service.settings.SettingsReader.Range;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Everything a gatherer can be told.
 *
 * @param management where operators look
 * @param events how rows are taken over HTTP; empty when they are not
 * @param workerLoops event loops that sessions and tables are spread over; 0 = one per processor
 * @param startupTimeout how long ClickHouse may take to answer at the start
 * @param drainTimeout how long a stop waits for ClickHouse
 */
public record GathererSettings(
    IngressSettings ingress,
    Address management,
    ClickHouseSettings clickHouse,
    DeliverySettings delivery,
    TakeoverSettings takeovers,
    AuditSettings audit,
    Optional<EventsSettings> events,
    int workerLoops,
    Duration startupTimeout,
    Duration drainTimeout) {

  /** With {@code http:} in front of it, the name is a topic. */
  private static final int MAX_TOPIC_NAME = 250;

  private static final int MAX_BATCH_ROWS = 500_000;
  private static final int MAX_TABLES = 1_000;
  private static final int MAX_STREAMS = 65_536;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);

  public GathererSettings {
    if (events.isPresent() && ingress.gatherer().length() > MAX_TOPIC_NAME) {
      throw new IllegalArgumentException(
          "GATHERER_NAME has more than 250 characters, and rows over HTTP carry it: shorten it");
    }
    if (ingress.token().isEmpty() && !management.isLoopback()) {
      throw new IllegalArgumentException(
          "GATHERER_MANAGEMENT_LISTEN is "
              + management
              + ", which other machines can reach, and shows rows: set GATHERER_TOKEN, or listen on"
              + " 127.0.0.1");
    }
  }

  /** Reads them all, and only then looks whether they fit together. */
  public static GathererSettings read(SettingsReader in) {
    Supplier<CreditLimits> memory = memory(in);
    Supplier<IngressSettings> ingress = ingress(in, memory);
    Address management =
        in.address(
            "GATHERER_MANAGEMENT_LISTEN",
            "127.0.0.1:7172",
            "Where `/metrics`, `/live` and `/ready` are answered, and the `tributary` command.");
    Supplier<ClickHouseSettings> clickHouse = clickHouse(in);
    Supplier<DeliverySettings> delivery = delivery(in, memory);
    Supplier<TakeoverSettings> takeovers = takeovers(in);
    Supplier<AuditSettings> audit = audit(in);
    Supplier<Optional<EventsSettings>> events =
        EventsSettings.read(in, () -> memory.get().batchBytes());
    int loops =
        in.number(
            "WORKER_LOOPS",
            0,
            new Range("0", "256"),
            "Event loops that sessions and tables are spread over; 0 = as many as processors.");
    Duration startup =
        in.duration(
            "STARTUP_TIMEOUT",
            "15s",
            new Range("1s", "10m"),
            "How long ClickHouse may take to answer before the gatherer gives up starting.");
    Duration drain =
        in.duration(
            "DRAIN_TIMEOUT",
            "20s",
            new Range("1s", "10m"),
            "How long a stop waits for ClickHouse to store what was received.");
    try {
      return new GathererSettings(
          ingress.get(),
          management,
          clickHouse.get(),
          delivery.get(),
          takeovers.get(),
          audit.get(),
          events.get(),
          loops,
          startup,
          drain);
    } catch (IllegalArgumentException e) {
      in.problem(String.valueOf(e.getMessage()));
      in.finish();
      throw e;
    }
  }

  private static Supplier<CreditLimits> memory(SettingsReader in) {
    long bound =
        in.bytes(
            "GATHERER_MEMORY",
            "320MiB",
            new Range("1MiB", "1024GiB"),
            "The most that received rows and promised credit may add up to. Rows of connectors lie"
                + " outside of the heap.");
    long batch =
        in.bytes(
            "BATCH_MAX_BYTES",
            "12MiB",
            new Range("32KiB", "1GiB"),
            "Largest batch of a connector, and the credit that always grows back to it. Bounds the"
                + " largest row: less than this by one full batch (`BATCH_BYTES`).");
    long quarantine =
        in.bytes(
            "QUARANTINE_BATCH_MAX_BYTES",
            "1536KiB",
            new Range("32KiB", "1GiB"),
            "The same for a quarantine table. A quarantined value that is longer than about three"
                + " quarters of it is cut.");
    int streams =
        in.number(
            "MAX_TABLE_STREAMS",
            20,
            new Range("1", "100000"),
            "Promised credits: how many tables, counted once per connector, can be served. Times"
                + " `BATCH_MAX_BYTES` it must fit into `GATHERER_MEMORY`.");
    long credit =
        in.bytes(
            "TABLE_CREDIT",
            "32MiB",
            new Range("1KiB", "1024GiB"),
            "The most memory that one connector may use for one table.");
    return () -> new CreditLimits(bound, (int) batch, (int) quarantine, streams, credit);
  }

  private static Supplier<IngressSettings> ingress(
      SettingsReader in, Supplier<CreditLimits> memory) {
    Address listen = in.address("GATHERER_LISTEN", "127.0.0.1:7171", "Where connectors connect.");
    Secret token =
        in.secret(
            "GATHERER_TOKEN",
            "What connectors and the `tributary` command must know; empty for none, which is"
                + " allowed on loopback only.");
    String name =
        in.name("GATHERER_NAME", "gatherer", "Name of this gatherer in logs and in `log_comment`.");
    int sessions =
        in.number("MAX_SESSIONS", 256, new Range("1", "100000"), "Connectors connected at once.");
    Duration silence =
        in.duration(
            "SESSION_SILENCE",
            "15s",
            new Range("6s", "10m"),
            "A session in which the connector says nothing for so long is closed.");
    return () ->
        new IngressSettings(
            listen, token, sessions, silence, limits(memory.get()), name, UUID.randomUUID());
  }

  private static SessionLimits limits(CreditLimits memory) {
    return new SessionLimits(
        memory.batchBytes(),
        memory.quarantineBatchBytes(),
        MAX_BATCH_ROWS,
        MAX_TABLES,
        MAX_STREAMS);
  }

  private static Supplier<ClickHouseSettings> clickHouse(SettingsReader in) {
    String url =
        in.text(
            "CLICKHOUSE_URL",
            "http://127.0.0.1:8123",
            "ClickHouse's HTTP interface, `http://` or `https://`.");
    String user =
        in.text("CLICKHOUSE_USER", "", "User of ClickHouse; empty for the server's default.");
    Secret password = in.secret("CLICKHOUSE_PASSWORD", "The user's password; empty for none.");
    String database = in.text("CLICKHOUSE_DATABASE", "default", "Database of all tables.");
    int connections =
        in.number("CLICKHOUSE_CONNECTIONS", 8, new Range("1", "1000"), "Inserts that run at once.");
    Duration connect =
        in.duration(
            "CONNECT_TIMEOUT",
            "5s",
            new Range("100ms", "1m"),
            "How long one attempt to connect to ClickHouse may take.");
    Duration insert =
        in.duration(
            "INSERT_TIMEOUT",
            "120s",
            new Range("1s", "1h"),
            "How long one insert may take before it is tried again.");
    return () ->
        new ClickHouseSettings(
            URI.create(url), user, password, database, connections, connect, insert);
  }

  private static Supplier<DeliverySettings> delivery(
      SettingsReader in, Supplier<CreditLimits> memory) {
    int rows =
        in.number("FLUSH_ROWS", 500_000, new Range("1", "1000000"), "Most rows of one insert.");
    long bytes =
        in.bytes(
            "FLUSH_BYTES", "64MiB", new Range("1KiB", "4GiB"), "Most payload bytes of one insert.");
    Duration interval =
        in.duration(
            "FLUSH_INTERVAL",
            "1s",
            new Range("1ms", "1h"),
            "The longest that a batch waits for others while no insert of its table runs.");
    Duration maxInterval =
        in.duration(
            "FLUSH_INTERVAL_MAX",
            "10s",
            new Range("1ms", "1h"),
            "The longest that it waits while the table has so many parts that ClickHouse would soon"
                + " slow or refuse inserts; never less than `FLUSH_INTERVAL`. A table that has"
                + " waited so long for its turn comes before all that have not.");
    int inserts =
        in.number(
            "MAX_INSERTS_PER_SECOND",
            100,
            new Range("1", "100000"),
            "Inserts that begin in a second, over all tables; the rows of those that wait make the"
                + " next ones larger.");
    Duration partsCheck =
        in.duration(
            "PARTS_CHECK_INTERVAL",
            "1s",
            new Range("100ms", "1m"),
            "How often the parts of tables that receive rows are counted.");
    Duration maxDelay =
        in.duration(
            "RETRY_MAX_DELAY",
            "10s",
            new Range("100ms", "10m"),
            "Longest wait between two attempts at an insert; there is no last attempt.");
    Duration killAfter =
        in.duration(
            "LOST_INSERT_KILL_AFTER",
            "30s",
            new Range("1s", "1h"),
            "How long an insert whose answer was lost may go on running in ClickHouse before it is"
                + " killed, and its rows are inserted anew; for tables with exactly once.");
    return () ->
        new DeliverySettings(
            memory.get(),
            new FlushLimits(rows, bytes, interval, maxInterval),
            inserts,
            partsCheck,
            new RetrySchedule(FIRST_RETRY, maxDelay),
            killAfter);
  }

  private static Supplier<TakeoverSettings> takeovers(SettingsReader in) {
    Duration killAfter =
        in.duration(
            "TAKEOVER_KILL_AFTER",
            "5s",
            new Range("100ms", "1h"),
            "With exactly once: how long a partition that is taken over waits for another"
                + " gatherer's running insert before ClickHouse is asked to kill it.");
    Duration look =
        in.duration(
            "LOOK_TIMEOUT",
            "2m",
            new Range("1s", "1h"),
            "With exactly once: how long ClickHouse may take to say which offsets a table holds;"
                + " then it is asked again.");
    return () ->
        new TakeoverSettings(
            killAfter, look, new RetrySchedule(FIRST_RETRY, Duration.ofSeconds(5)));
  }

  private static Supplier<AuditSettings> audit(SettingsReader in) {
    Duration interval =
        in.duration(
            "AUDIT_INTERVAL",
            "1m",
            new Range("0s", "1h"),
            "How often what connectors report as delivered is compared with what tables hold; `0s`"
                + " turns the auditor off.");
    Duration timeout =
        in.duration(
            "AUDIT_TIMEOUT",
            "1m",
            new Range("1s", "1h"),
            "How long ClickHouse may take for one question of the auditor.");
    Duration retention =
        in.duration(
            "AUDIT_RETENTION",
            "720h",
            new Range("1h", "87600h"),
            "How long reports are kept in the table `tributary_deliveries`; written into its TTL"
                + " when it is made.");
    int ranges =
        in.number(
            "AUDIT_BUFFER_RANGES",
            100_000,
            new Range("1000", "10000000"),
            "Ranges of offsets that may wait to be stored and compared, 32 bytes each; with more,"
                + " reports are lost.");
    int inserts =
        in.number(
            "AUDIT_RECENT_INSERTS",
            100,
            new Range("0", "10000"),
            "Inserts of each table whose query ids are remembered, for `tributary explain`.");
    return () -> new AuditSettings(interval, timeout, retention, ranges, inserts);
  }
}
