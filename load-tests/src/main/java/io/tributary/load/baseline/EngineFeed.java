package io.tributary.load.baseline;

import io.tributary.protocol.datafile.SchemaColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The Kafka table and the materialized view with which ClickHouse reads records of a schema. A path
 * such as {@code $.user.id} becomes a named tuple: {@code user Tuple(id UInt64)}.
 *
 * @param columns of the Kafka table, as in a {@code CREATE TABLE}
 * @param selected what the view reads, in the order of the schema
 */
record EngineFeed(List<String> columns, List<String> selected) {
  private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_]*)+");

  EngineFeed {
    columns = List.copyOf(columns);
    selected = List.copyOf(selected);
  }

  /**
   * For a schema of the product.
   *
   * @throws IllegalArgumentException if a path is not one of names alone
   */
  static EngineFeed of(List<SchemaColumn> schema) {
    Map<String, Object> tree = new LinkedHashMap<>();
    List<String> selected = new ArrayList<>();
    for (SchemaColumn column : schema) {
      String path = column.path();
      if (path == null) {
        continue;
      }
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            "the Kafka engine has no column for the path %s of '%s'; only names joined by dots"
                .formatted(path, column.name()));
      }
      String[] names = path.substring(2).split("\\.", -1);
      put(tree, names, column);
      selected.add("`" + String.join("`.`", names) + "` AS `" + column.name() + "`");
    }
    return new EngineFeed(tree.entrySet().stream().map(EngineFeed::column).toList(), selected);
  }

  @SuppressWarnings("unchecked") // a branch is always such a map
  private static void put(Map<String, Object> tree, String[] names, SchemaColumn column) {
    Map<String, Object> branch = tree;
    for (int i = 0; i < names.length - 1; i++) {
      Object next = branch.computeIfAbsent(names[i], name -> new LinkedHashMap<String, Object>());
      if (!(next instanceof Map)) {
        throw twice(column);
      }
      branch = (Map<String, Object>) next;
    }
    if (branch.put(names[names.length - 1], column.definition().type()) != null) {
      throw twice(column);
    }
  }

  private static IllegalArgumentException twice(SchemaColumn column) {
    return new IllegalArgumentException(
        "the Kafka engine reads %s as one column only".formatted(column.path()));
  }

  private static String column(Map.Entry<String, Object> entry) {
    return "`" + entry.getKey() + "` " + type(entry.getValue());
  }

  private static String type(Object node) {
    return node instanceof Map<?, ?> branch
        ? "Tuple("
            + String.join(
                ", ",
                branch.entrySet().stream()
                    .map(entry -> "`" + entry.getKey() + "` " + type(entry.getValue()))
                    .toList())
            + ")"
        : node.toString();
  }

  /**
   * The statement that makes the Kafka table; nothing is read yet.
   *
   * @param settings of the engine, by name; text values with their quotes
   */
  String createTable(String table, Map<String, String> settings) {
    return "CREATE TABLE %s (%s) ENGINE = Kafka SETTINGS %s"
        .formatted(
            table,
            String.join(", ", columns),
            String.join(
                ", ",
                settings.entrySet().stream()
                    .map(setting -> setting.getKey() + " = " + setting.getValue())
                    .toList()));
  }

  /** The statement that makes the view, with which reading begins. */
  String createView(String view, String from, String to) {
    return "CREATE MATERIALIZED VIEW %s TO %s AS SELECT %s FROM %s"
        .formatted(view, to, String.join(", ", selected), from);
  }
}
