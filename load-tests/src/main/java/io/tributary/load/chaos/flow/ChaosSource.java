package io.tributary.load.chaos.flow;

import java.util.List;

/**
 * A topic, its datasource and its table, which have the same name.
 *
 * <p>Each row has its number and values that follow from it, and in {@code chaos_insert} the token
 * of the insert that brought it: ClickHouse evaluates that DEFAULT when it runs the insert.
 *
 * @param kind what is written and where it goes
 * @param prefix of the name, another one for each run
 */
public record ChaosSource(Kind kind, String prefix) {
  /** Where the tables are. */
  public static final String DATABASE = "chaos";

  /** The header of each record: {@code g} or {@code b}, for good or bad, and its number. */
  public static final String HEADER = "chaos";

  /**
   * Values of the column by which {@link Kind#SPREAD} is partitioned: more than one insert may
   * have, but only the rows of some seconds have them all.
   */
  static final int BUCKETS = 130;

  /** An expression that is 1 for a row whose values follow from its number. */
  public static final String CHECK =
      "text = concat('n-', toString(number * 7)) AND amount = number % 1000 AND bucket ="
          + " intDiv(number, 20) % "
          + BUCKETS;

  private static final String INSERT_COLUMN =
      "`chaos_insert` String DEFAULT getSetting('insert_deduplication_token')";

  /** What is written and where it goes. */
  public enum Kind {
    /** JSON. */
    PLAIN,
    /** JSON in transactions, some of which are aborted. */
    TRANSACTIONS,
    /** Avro, with a schema that the registry has. */
    AVRO,
    /** JSON, into a table with a materialized view. */
    VIEWED,
    /** JSON, into a table with more partitions than one insert may have. */
    SPREAD
  }

  /** One of each kind. */
  public static List<ChaosSource> all(String prefix) {
    return List.of(Kind.values()).stream().map(kind -> new ChaosSource(kind, prefix)).toList();
  }

  /** Of topic, datasource and table. */
  public String name() {
    return prefix + "_" + kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  public String group() {
    return "readers-" + name();
  }

  /** With its database. */
  public String table() {
    return DATABASE + "." + name();
  }

  /** Where the view's rows go, for the kind that has one. */
  public String viewTarget() {
    return table() + "_sums";
  }

  /** Whether a MODIFY COLUMN may happen to it: a view has types of its own. */
  public boolean canBeModified() {
    return kind != Kind.VIEWED;
  }

  /** The datasource file without its Kafka lines. */
  public String datasource() {
    String from = " `json:$.%1$s`";
    return """
    SCHEMA >
        `number` UInt64%s,
        `text` String%s,
        `amount` UInt32%s,
        `bucket` UInt16%s,
        %s

    ENGINE MergeTree
    ENGINE_SORTING_KEY number
    %s%sDELIVERY exactly_once
    """
        .formatted(
            from.formatted("number"),
            from.formatted("text"),
            from.formatted("amount"),
            from.formatted("bucket"),
            INSERT_COLUMN,
            kind == Kind.SPREAD ? "ENGINE_PARTITION_KEY bucket\n" : "",
            kind == Kind.AVRO ? "KAFKA_VALUE_FORMAT avro\n" : "");
  }

  /** What has to be there before the first connector comes; empty for most. */
  public List<String> preparation() {
    if (kind != Kind.VIEWED) {
      return List.of();
    }
    String windows = " SETTINGS non_replicated_deduplication_window = 10000";
    return List.of(
        "CREATE TABLE %s (number UInt64, text String, amount UInt32, bucket UInt16, %s, __topic LowCardinality(String), __partition Int32, __offset Int64, __run UInt32) ENGINE = MergeTree ORDER BY number%s"
            .formatted(table(), INSERT_COLUMN, windows),
        "CREATE TABLE %s (slot UInt8, rows UInt64, amount UInt64, offsets Array(Tuple(Int32, Int64))) ENGINE = MergeTree ORDER BY slot%s"
            .formatted(viewTarget(), windows),
        "CREATE MATERIALIZED VIEW %1$s_view TO %2$s AS SELECT toUInt8(number %% 10) AS slot, count() AS rows, sum(amount) AS amount, groupArray((toInt32(__partition), toInt64(__offset))) AS offsets FROM %1$s GROUP BY slot"
            .formatted(table(), viewTarget()));
  }
}
