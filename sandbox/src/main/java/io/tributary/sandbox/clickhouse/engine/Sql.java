package io.tributary.sandbox.clickhouse.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Text that is put into statements, quoted. */
final class Sql {
  private Sql() {}

  /** A name between backquotes. */
  static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** A string literal. */
  static String literal(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /**
   * The SET that leads from the settings a connection has to those wanted, and gives parameters
   * their values; empty if there is nothing to do.
   */
  static String set(
      Map<String, String> has, Map<String, String> wanted, Map<String, String> parameters) {
    List<String> changes = new ArrayList<>();
    for (String name : new TreeMap<>(has).keySet()) {
      if (!wanted.containsKey(name)) {
        changes.add(identifier(name) + " = DEFAULT");
      }
    }
    new TreeMap<>(wanted)
        .forEach(
            (name, value) -> {
              if (!value.equals(has.get(name))) {
                changes.add(identifier(name) + " = " + literal(value));
              }
            });
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> changes.add(identifier("param_" + name) + " = " + literal(value)));
    return changes.isEmpty() ? "" : "SET " + String.join(", ", changes);
  }
}
