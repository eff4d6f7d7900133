package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.SqlText;
import io.tributary.gatherer.table.PartsLimits;
import io.vertx.core.json.JsonArray;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits of parts as ClickHouse tells them: rows of where they are set, their name and their
 * value. A setting of the user's profile comes before the table's own, and that before the
 * server's.
 */
final class LimitRows {

  private static final String DELAY = "parts_to_delay_insert";
  private static final String REFUSE = "parts_to_throw_insert";
  private static final String TOTAL = "max_parts_in_total";
  private static final String NAMES =
      " WHERE name IN ('%s', '%s', '%s')".formatted(DELAY, REFUSE, TOTAL);

  private static final Pattern SETTING = Pattern.compile("\\b(\\w+) = '?(\\d{1,18})\\b");

  private LimitRows() {}

  /**
   * The query.
   *
   * @param names of tables, as SQL
   */
  static String question(String database, String names) {
    return "SELECT 'server', name, value FROM system.merge_tree_settings"
        + NAMES
        + " UNION ALL SELECT 'profile', name, value FROM system.settings"
        + NAMES
        + " UNION ALL SELECT 'table', name, engine_full FROM system.tables WHERE database = "
        + SqlText.literal(database)
        + " AND name IN ("
        + names
        + ") FORMAT JSONCompactEachRow";
  }

  /** The limits of each table that there is. */
  static Map<String, PartsLimits> byTable(String body) {
    Map<String, Long> server = new HashMap<>();
    Map<String, Long> profile = new HashMap<>();
    Map<String, String> engines = new HashMap<>();
    for (String line : body.lines().toList()) {
      JsonArray row = new JsonArray(line);
      String name = row.getString(1);
      String value = row.getString(2);
      switch (row.getString(0)) {
        case "server" -> server.put(name, Long.parseLong(value));
        case "profile" -> profile.put(name, Long.parseLong(value));
        default -> engines.put(name, value);
      }
    }
    // 0 in the profile means that it says nothing.
    profile.values().removeIf(value -> value == 0);
    Map<String, PartsLimits> limits = new HashMap<>();
    engines.forEach(
        (table, engine) -> {
          Map<String, Long> values = new HashMap<>(server);
          values.putAll(settings(engine));
          values.putAll(profile);
          limits.put(
              table,
              new PartsLimits(
                  values.getOrDefault(DELAY, 0L),
                  values.getOrDefault(REFUSE, 0L),
                  values.getOrDefault(TOTAL, 0L)));
        });
    return limits;
  }

  /** Whole numbers of the SETTINGS at the end of an engine's definition. */
  private static Map<String, Long> settings(String engine) {
    Map<String, Long> settings = new HashMap<>();
    int start = engine.lastIndexOf(" SETTINGS ");
    if (start >= 0) {
      for (Matcher found = SETTING.matcher(engine).region(start, engine.length()); found.find(); ) {
        settings.put(found.group(1), Long.parseLong(found.group(2)));
      }
    }
    return settings;
  }
}
