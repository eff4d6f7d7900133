package io.tributary.gatherer.quarantine;

import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.quarantine.RecordKey;
import io.tributary.protocol.quarantine.RecordKeys;
import io.tributary.protocol.row.ProblemKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Every statement about quarantine tables of one database. Names are quoted and texts escaped, so
 * that nothing a caller sends is read as SQL. Whole numbers come back as texts, whatever the server
 * makes of them in JSON otherwise.
 */
final class QuarantineSql {
  /** What the rows of a page are ordered by. */
  static final String KEY = "(__partition, __offset, __topic, __run)";

  /** A longer value is not handed out for a replay, it counts as cut. */
  static final int MAX_VALUE_BYTES = 8 << 20;

  /** A row of before there were lengths of keys may have lost a part of a key that is so long. */
  private static final String CUT_KEY =
      "ifNull(c__key_length > length(__key), length(__key) >= 4096)";

  /** A row of before there was the column can be one, too. */
  private static final String TOMBSTONE =
      "c__tombstone = 1 OR c__reason = " + SqlText.literal(ProblemKind.TOMBSTONE.text());

  /** In JSON a character may take six bytes, while Base64 makes four of three. */
  private static final String HEADERS_SIZE =
      " + 4 * (arraySum(name -> length(name), mapKeys(__headers))"
          + " + arraySum(text -> length(text), mapValues(__headers)))";

  private static final String ORDER = " ORDER BY __partition, __offset, __topic, __run";
  private static final String ONCE = " LIMIT 1 BY __partition, __offset, __topic, __run";
  private static final String TIME = "'%FT%TZ', 'UTC'";
  private static final int SHOWN_VALUE_BYTES = 4096;
  private static final int SHOWN_KEY_BYTES = 1024;

  private final String database;

  QuarantineSql(String database) {
    this.database = database;
  }

  /** One line for each quarantine table: its name, and the names of its columns. */
  String tables(int limit) {
    return "SELECT table, groupArray(name) FROM system.columns WHERE database = "
        + SqlText.literal(database)
        + " AND table LIKE '%\\\\_quarantine' GROUP BY table ORDER BY table LIMIT "
        + limit
        + " FORMAT JSONCompactEachRow";
  }

  /**
   * {@code engine NAME} and a line {@code column NAME} for each column; nothing without a table.
   */
  String shape(String table) {
    String where = " WHERE database = " + SqlText.literal(database) + " AND ";
    return "SELECT concat('engine ', engine) FROM system.tables"
        + where
        + "name = "
        + SqlText.literal(table)
        + " UNION ALL SELECT concat('column ', name) FROM system.columns"
        + where
        + "table = "
        + SqlText.literal(table)
        + " FORMAT TabSeparated";
  }

  /** Rows by table and reason. */
  String counts(List<QuarantineShape> tables) {
    return tables.stream().map(this::counts).collect(Collectors.joining(" UNION ALL "))
        + " FORMAT JSONEachRow";
  }

  private String counts(QuarantineShape table) {
    boolean current = table.lacking().isEmpty();
    return "SELECT "
        + SqlText.literal(table.datasource())
        + " AS datasource, "
        + (current ? "toString(c__reason)" : "'(not recorded)'")
        + " AS reason, toString(count()) AS rows, toString("
        + (current ? "countIf(isNotNull(c__replayed))" : "0")
        + ") AS replayed, formatDateTime(min(insertion_date), "
        + TIME
        + ") AS first, formatDateTime(max(insertion_date), "
        + TIME
        + ") AS last FROM "
        + table(table.table())
        + " GROUP BY reason";
  }

  /** Rows for people: the beginnings of keys and values. */
  String rows(String table, RowFilter filter, int limit) {
    return "SELECT "
        + origin()
        + ", base64Encode(substring(__key, 1, "
        + SHOWN_KEY_BYTES
        + ")) AS key, base64Encode(substring(__value, 1, "
        + SHOWN_VALUE_BYTES
        + ")) AS value, toString(c__value_length) AS length, toString(c__reason) AS reason,"
        + " arraySlice(c__error_column, 1, 10) AS columns,"
        + " arrayMap(text -> substring(text, 1, 2000), arraySlice(c__error, 1, 10)) AS errors,"
        + " ifNull(toString(c__schema_id), '') AS schema, toString(c__import_id) AS writer,"
        + " ifNull(formatDateTime(c__replayed, "
        + TIME
        + "), '') AS replayed, formatDateTime(insertion_date, "
        + TIME
        + ") AS inserted FROM "
        + table(table)
        + where(filter.conditions())
        + ORDER
        + " LIMIT "
        + limit
        + " FORMAT JSONEachRow";
  }

  /** Keys and sizes of the next rows that were not replayed. */
  String sizes(QuarantineShape table, RowFilter filter) {
    return "SELECT toString(__partition), toString(__offset), toString(__topic), toString(__run),"
        + " toString(least(length(__value), "
        + MAX_VALUE_BYTES
        + ") + length(__key)"
        + (table.hasHeaders() ? HEADERS_SIZE : "")
        + ") FROM "
        + table(table.table())
        + where(waiting(filter))
        + ORDER
        + ONCE
        + " LIMIT "
        + RecordKeys.MAX_RECORDS
        + " FORMAT JSONCompactEachRow";
  }

  /** The same rows with all that a replay needs, up to the last of a page. */
  String values(QuarantineShape table, RowFilter filter, RecordKey last) {
    List<String> conditions = waiting(filter);
    conditions.add("(__partition <= " + last.partition() + ")");
    conditions.add("(" + KEY + " <= " + tuple(last) + ")");
    return "SELECT "
        + origin()
        + ", base64Encode(__key) AS key, if(length(__value) > "
        + MAX_VALUE_BYTES
        + ", '', base64Encode(__value)) AS value, if(length(__value) > "
        + MAX_VALUE_BYTES
        + " OR c__value_length > length(__value) OR "
        + CUT_KEY
        + " OR c__headers_left_out > 0, '1', '0') AS cut, if(isNull(c__key_length) AND"
        + " empty(__key), '1', '0') AS keyless, if("
        + TOMBSTONE
        + ", '1', '0') AS tombstone"
        + (table.hasHeaders() ? ", __headers AS headers" : "")
        + " FROM "
        + table(table.table())
        + where(conditions)
        + ORDER
        + ONCE
        + " FORMAT JSONEachRow";
  }

  private static String origin() {
    return "toString(__partition) AS partition, toString(__offset) AS offset, toString(__topic) AS"
        + " topic, toString(__run) AS run,"
        + " toString(toUnixTimestamp64Milli(toDateTime64(__timestamp, 3))) AS timestamp";
  }

  /** Which of these records the table holds: partition, offset, topic, run. */
  String present(String table, RecordKeys keys) {
    return "SELECT DISTINCT toString(__partition), toString(__offset), toString(__topic),"
        + " toString(__run) FROM "
        + table(table)
        + " WHERE "
        + condition(keys)
        + " FORMAT JSONCompactEachRow";
  }

  /** Marks these records as replayed; a mark that is there stays. */
  String mark(String table, RecordKeys keys, long nowSeconds) {
    return "ALTER TABLE "
        + table(table)
        + " UPDATE c__replayed = toDateTime("
        + nowSeconds
        + ") WHERE isNull(c__replayed) AND "
        + condition(keys);
  }

  /** How many inserts of a replay run now. */
  String running(String table) {
    return "SELECT count() FROM system.processes WHERE position(Settings['log_comment'], ' replay"
        + " ') > 0 AND endsWith(Settings['log_comment'], "
        + SqlText.literal(" table=" + database + '.' + table)
        + ") FORMAT TabSeparated";
  }

  static String tuple(RecordKey key) {
    return "(%d, %d, %s, %d)"
        .formatted(key.partition(), key.offset(), SqlText.literal(key.topic()), key.run());
  }

  /** One literal for all records of a topic: a statement has a limit of elements. */
  static String condition(RecordKeys keys) {
    record Origin(String topic, long run) {}
    Map<Origin, StringJoiner> records = new LinkedHashMap<>();
    for (RecordKeys.Group group : keys.groups()) {
      StringJoiner pairs =
          records.computeIfAbsent(
              new Origin(group.topic(), group.run()), first -> new StringJoiner(", "));
      group.offsets().forEach(offset -> pairs.add("(" + group.partition() + ", " + offset + ")"));
    }
    return records.entrySet().stream()
        .map(
            origin ->
                "(__topic = %s AND __run = %d AND (__partition, __offset) IN (%s))"
                    .formatted(
                        SqlText.literal(origin.getKey().topic()),
                        origin.getKey().run(),
                        origin.getValue()))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static List<String> waiting(RowFilter filter) {
    List<String> conditions = new ArrayList<>(filter.conditions());
    conditions.add("(isNull(c__replayed))");
    return conditions;
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private String table(String name) {
    return SqlText.table(database, name);
  }
}
