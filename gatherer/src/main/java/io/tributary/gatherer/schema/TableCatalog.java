package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.TableAnswer.Later;
import io.tributary.protocol.frame.TableAnswer.Unfit;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Describes tables, and creates those that are missing and may be created. Many callers may ensure
 * one table at once.
 *
 * <p>Any event loop; answers come on the caller's context and never as failed futures.
 */
public final class TableCatalog {

  /** How long a connector waits before it asks again. */
  private static final int RETRY_MILLIS = 1_000;

  private static final UUID NO_UUID = new UUID(0, 0);

  private final ClickHouseClient client;
  private final String database;

  /** A catalog of the tables of one database. */
  public TableCatalog(ClickHouseClient client, String database) {
    this.client = client;
    this.database = database;
  }

  /** Makes sure that the table is there and has the wanted columns, and describes it. */
  public Future<TableAnswer> ensure(TableDefinition wanted) {
    return describe(wanted.name())
        .compose(
            found -> {
              if (found.isPresent()) {
                return Future.succeededFuture(fit(found.get(), wanted));
              }
              return wanted.engine().isEmpty()
                  ? Future.succeededFuture(missing(wanted.name()))
                  : create(wanted);
            })
        .otherwise(failure -> new Later(RETRY_MILLIS, "table " + wanted.name() + ": " + failure));
  }

  private Unfit missing(String table) {
    return new Unfit(
        "table %s does not exist in database %s and the datasource has no ENGINE: create it, or add ENGINE and ENGINE_SORTING_KEY"
            .formatted(table, database));
  }

  private Future<TableAnswer> create(TableDefinition wanted) {
    return client
        .query("EXISTS DATABASE " + SqlText.identifier(database))
        .compose(
            exists ->
                exists instanceof Result(String body) && body.strip().equals("0")
                    ? client.query(TableDdl.createDatabase(database))
                    : Future.succeededFuture(exists))
        .compose(
            ready ->
                ready instanceof Result
                    ? client.query(TableDdl.createTable(database, wanted))
                    : Future.succeededFuture(ready))
        .compose(created -> created(created, wanted));
  }

  private Future<TableAnswer> created(QueryAnswer created, TableDefinition wanted) {
    // Another session may have been faster, so that what counts is whether the table is there now.
    return describe(wanted.name())
        .map(found -> found.map(answer -> fit(answer, wanted)).orElseGet(() -> failed(created)));
  }

  private static TableAnswer failed(QueryAnswer answer) {
    return switch (answer) {
      case Rejected rejected -> new Unfit("the table cannot be created: " + rejected.message());
      case Unreachable unreachable -> new Later(RETRY_MILLIS, unreachable.message());
      case Result result ->
          new Later(RETRY_MILLIS, "the table was dropped right after its creation");
    };
  }

  /** The table as it is, empty when it does not exist. */
  private Future<Optional<TableAnswer>> describe(String table) {
    String where =
        " WHERE database = " + SqlText.literal(database) + " AND table = " + SqlText.literal(table);
    String sql =
        "SELECT toString(t.uuid), t.engine, c.name, c.type, c.default_kind, c.default_expression"
            + " FROM (SELECT name, type, default_kind, default_expression, position FROM"
            + " system.columns"
            + where
            + ") AS c CROSS JOIN (SELECT uuid, engine FROM system.tables"
            + where.replace(" AND table = ", " AND name = ")
            + ") AS t ORDER BY c.position FORMAT JSONCompactEachRow";
    return client
        .query(sql)
        .map(
            answer ->
                switch (answer) {
                  case Result result -> described(table, result.body());
                  case Rejected rejected ->
                      Optional.of(
                          new Unfit("table " + table + " cannot be read: " + rejected.message()));
                  case Unreachable unreachable ->
                      Optional.of(new Later(RETRY_MILLIS, unreachable.message()));
                });
  }

  private Optional<TableAnswer> described(String table, String body) {
    List<TableColumn> columns = new ArrayList<>();
    UUID uuid = NO_UUID;
    for (String line : body.lines().toList()) {
      JsonArray row = new JsonArray(line);
      uuid = UUID.fromString(row.getString(0));
      if (row.getString(1).equals("Buffer")) {
        return Optional.of(
            new Unfit(
                "table %s has the engine Buffer, which acknowledges rows before they are durable: name the table behind it"
                    .formatted(table)));
      }
      columns.add(
          new TableColumn(
              row.getString(2), row.getString(3), kind(row.getString(4)), row.getString(5)));
    }
    return columns.isEmpty() ? Optional.empty() : Optional.of(new Columns(database, uuid, columns));
  }

  private static TableColumn.Kind kind(String defaultKind) {
    return defaultKind.isEmpty() ? TableColumn.Kind.PLAIN : TableColumn.Kind.valueOf(defaultKind);
  }

  private TableAnswer fit(TableAnswer found, TableDefinition wanted) {
    if (!(found instanceof Columns columns)) {
      return found;
    }
    Set<String> there =
        columns.columns().stream().map(TableColumn::name).collect(Collectors.toSet());
    List<ColumnDefinition> lacking =
        wanted.columns().stream().filter(column -> !there.contains(column.name())).toList();
    if (lacking.isEmpty()) {
      return found;
    }
    return new Unfit(
        "table %s has no column %s: run %s"
            .formatted(
                wanted.name(),
                lacking.stream().map(ColumnDefinition::name).collect(Collectors.joining(", ")),
                TableDdl.addColumns(database, wanted.name(), lacking)));
  }
}
