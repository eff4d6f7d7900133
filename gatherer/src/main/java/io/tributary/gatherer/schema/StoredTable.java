package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.SqlText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table or view as {@code system.tables} has it. Pure.
 *
 * @param engine without its arguments
 * @param uuid all zero where the database engine gives none
 * @param definition the statement that creates it, as ClickHouse writes it
 * @param dependents tables and views that get rows from inserts into it
 */
record StoredTable(Name name, String engine, UUID uuid, String definition, List<Name> dependents) {
  private static final UUID NO_UUID = new UUID(0, 0);
  private static final String IDENTIFIER = "(`(?:\\\\.|[^`\\\\])*`|[^\\s.`(]+)";
  private static final Pattern TARGET =
      Pattern.compile(
          "^CREATE MATERIALIZED VIEW (?:"
              + IDENTIFIER
              + "\\.)?"
              + IDENTIFIER
              + "(?: UUID '[^']*')? TO (?:"
              + IDENTIFIER
              + "\\.)?"
              + IDENTIFIER
              + "[ (]");
  private static final Pattern GROUPED_TTL =
      Pattern.compile("\\bENGINE = .*\\bTTL\\b.*\\bGROUP BY\\b", Pattern.DOTALL);
  private static final Pattern TTL = Pattern.compile("\\bENGINE = .*\\bTTL\\b", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("'(?:\\\\.|[^'\\\\])*'");

  /** A name with its database. */
  record Name(String database, String table) {
    @Override
    public String toString() {
      return database + '.' + table;
    }
  }

  StoredTable {
    // What people wrote between quotes is none of the words looked for.
    definition = QUOTED.matcher(definition).replaceAll("''");
    dependents = List.copyOf(dependents);
  }

  static StoredTable of(JsonObject row) {
    JsonArray databases = row.getJsonArray("dependencies_database");
    JsonArray tables = row.getJsonArray("dependencies_table");
    List<Name> dependents = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      dependents.add(new Name(databases.getString(i), tables.getString(i)));
    }
    return new StoredTable(
        new Name(row.getString("database"), row.getString("name")),
        row.getString("engine"),
        UUID.fromString(row.getString("uuid")),
        row.getString("create_table_query"),
        dependents);
  }

  boolean hasUuid() {
    return !uuid.equals(NO_UUID);
  }

  boolean isMergeTree() {
    return engine.endsWith("MergeTree");
  }

  boolean isReplicated() {
    return engine.startsWith("Replicated");
  }

  boolean isMaterializedView() {
    return engine.equals("MaterializedView");
  }

  /** The table that a materialized view writes into. */
  Name target() {
    Matcher matcher = TARGET.matcher(definition);
    if (matcher.find()) {
      String database = matcher.group(3) == null ? name.database() : unquoted(matcher.group(3));
      return new Name(database, unquoted(matcher.group(4)));
    }
    return new Name(name.database(), hasUuid() ? ".inner_id." + uuid : ".inner." + name.table());
  }

  private static String unquoted(String identifier) {
    return identifier.startsWith("`")
        ? identifier.substring(1, identifier.length() - 1).replaceAll("\\\\(.)", "$1")
        : identifier;
  }

  /** True when merges replace rows by aggregates of them. */
  boolean groupsOldRows() {
    return GROUPED_TTL.matcher(definition).find();
  }

  /** True when merges remove rows, or more, after a time. */
  boolean hasTtl() {
    return TTL.matcher(definition).find();
  }

  /** True when merges reset the column after a time. */
  boolean resetsColumn(String column) {
    return Pattern.compile(
            Pattern.quote(SqlText.identifier(column)) + " (?:(?!, `|\\) ENGINE = ).)*\\bTTL\\b",
            Pattern.DOTALL)
        .matcher(definition)
        .find();
  }

  /** The value of one of its own settings, empty when it has the server's. */
  Optional<String> setting(String setting) {
    Matcher matcher =
        Pattern.compile("\\bENGINE = .*\\bSETTINGS .*\\b" + setting + " = (\\w+)", Pattern.DOTALL)
            .matcher(definition);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
