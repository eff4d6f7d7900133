package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.InsertStatement;
import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.insert.SqlText;
import io.tributary.gatherer.schema.DeliveryCensus.NoAnswer;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.TableAnswer.Later;
import io.tributary.protocol.frame.TableAnswer.Unfit;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.ColumnDefinition.IfMissing;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes tables, and creates those that are missing and may be created. Many callers may ensure
 * one table at once.
 *
 * <p>Any event loop; answers come on the caller's context and never as failed futures.
 */
public final class TableCatalog {

  /** How long a connector waits before it asks again. */
  private static final int RETRY_MILLIS = 1_000;

  // Replicas alter one after the other.
  private static final int CANNOT_ASSIGN_ALTER = 517;

  private static final Logger log = LoggerFactory.getLogger(TableCatalog.class);
  private static final UUID NO_UUID = new UUID(0, 0);
  private static final TableDelivery NOT_JUDGED = new TableDelivery(List.of("?"), List.of());

  private final ClickHouseClient client;
  private final String database;
  private final ServerSettings server;
  private final DeliveryCensus delivery;

  /** A catalog of the tables of one database. */
  public TableCatalog(ClickHouseClient client, String database, ServerSettings server) {
    this.client = client;
    this.database = database;
    this.server = server;
    this.delivery = new DeliveryCensus(client, database, server);
  }

  /**
   * True for a table with materialized views where a repeat of the same bytes under the same token
   * stores each row once, in the table and in the views; fails when ClickHouse does not tell.
   */
  public Future<Boolean> repeatsHeal(String table) {
    return delivery.repeatsHeal(table);
  }

  /** Why this server cannot take rows of that layout, empty when it can. */
  public Optional<Unfit> misfit(String table, Layout layout) {
    Optional<LayoutColumn> unreadable = InsertStatement.unreadable(layout, server);
    if (unreadable.isPresent()) {
      return Optional.of(
          new Unfit(
              "this ClickHouse cannot read column %s of table %s, of type %s, from text: upgrade it to 24.10 or newer, or make the column a String"
                  .formatted(unreadable.get().name(), table, unreadable.get().type())));
    }
    if (server.readsInput() || !InsertStatement.needsInput(layout)) {
      return Optional.empty();
    }
    return Optional.of(
        new Unfit(
            "this ClickHouse has no table function input, which the DEFAULT of"
                + " column %s of table %s needs: upgrade ClickHouse, or remove the DEFAULT"
                    .formatted(
                        layout.columns().stream()
                            .filter(LayoutColumn::marked)
                            .map(LayoutColumn::name)
                            .collect(Collectors.joining(", ")),
                        table)));
  }

  /** Makes sure that the table is there and has the wanted columns, and describes it. */
  public Future<TableAnswer> ensure(TableDefinition wanted) {
    return describe(wanted.name())
        .compose(
            found -> {
              if (found.isPresent()) {
                return complete(found.get(), wanted);
              }
              return wanted.engine().isEmpty()
                  ? Future.succeededFuture(missing(wanted.name()))
                  : create(wanted);
            })
        .compose(
            answer ->
                answer instanceof Columns columns
                    ? delivery.judge(wanted.name(), columns).map(judged -> judged)
                    : Future.succeededFuture(answer))
        .otherwise(failure -> new Later(RETRY_MILLIS, "table " + wanted.name() + reason(failure)));
  }

  private static String reason(Throwable failure) {
    return failure instanceof NoAnswer
        ? " cannot be read: " + failure.getMessage()
        : ": " + failure;
  }

  /** The answer for a table that does not exist and has no engine to be created with. */
  public Unfit missing(String table) {
    return new Unfit(
        "table %s does not exist in database %s and the datasource has no ENGINE: create it, or add ENGINE and ENGINE_SORTING_KEY"
            .formatted(table, database));
  }

  private Future<TableAnswer> create(TableDefinition wanted) {
    return client
        .query("SELECT count() FROM system.databases WHERE name = " + SqlText.literal(database))
        .compose(
            exists ->
                exists instanceof Result(String body) && body.strip().equals("0")
                    ? client.query(TableDdl.createDatabase(database))
                    : Future.succeededFuture(exists))
        .compose(
            ready -> ready instanceof Result ? createTable(wanted) : Future.succeededFuture(ready))
        .compose(created -> created(created, wanted));
  }

  private Future<QueryAnswer> createTable(TableDefinition wanted) {
    return client
        .query(TableDdl.createTable(database, wanted))
        .compose(
            answer ->
                answer instanceof Rejected rejected && TableDdl.isTooNew(rejected.message())
                    ? client.query(TableDdl.createOldTable(database, wanted))
                    : Future.succeededFuture(answer));
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
    return client
        .query(TableQuestion.text(database, table))
        .compose(
            answer ->
                Refusal.of(answer) == Refusal.NOT_KNOWN
                    // Its tables have no uuid.
                    ? client.query(TableQuestion.old(database, table))
                    : Future.succeededFuture(answer))
        .map(
            answer ->
                switch (answer) {
                  case Result result -> described(table, result.body());
                  // What else may be wrong with a question about columns passes.
                  case Rejected rejected ->
                      Optional.of(
                          new Later(
                              RETRY_MILLIS,
                              "table " + table + " cannot be read: " + rejected.message()));
                  case Unreachable unreachable ->
                      Optional.of(new Later(RETRY_MILLIS, unreachable.message()));
                });
  }

  private Optional<TableAnswer> described(String table, String body) {
    List<TableColumn> columns = new ArrayList<>();
    UUID uuid = NO_UUID;
    for (String line : body.lines().toList()) {
      JsonObject row = new JsonObject(line);
      uuid = UUID.fromString(row.getString("uuid", NO_UUID.toString()));
      if (row.getString("engine").equals("Buffer")) {
        return Optional.of(
            new Unfit(
                "table %s has the engine Buffer, which acknowledges rows before they are durable: name the table behind it"
                    .formatted(table)));
      }
      columns.add(
          new TableColumn(
              row.getString("name"),
              ServerZone.name(row.getString("type"), server.zone()),
              kind(row.getString("default_kind")),
              row.getString("default_expression")));
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new Columns(database, uuid, columns, NOT_JUDGED));
  }

  private static TableColumn.Kind kind(String defaultKind) {
    return defaultKind.isEmpty() ? TableColumn.Kind.PLAIN : TableColumn.Kind.valueOf(defaultKind);
  }

  /** The table with what it lacks and may get, or why it will not do. */
  private Future<TableAnswer> complete(TableAnswer found, TableDefinition wanted) {
    List<ColumnDefinition> lacking = lacking(found, wanted);
    List<ColumnDefinition> toAdd =
        lacking.stream().filter(column -> column.ifMissing() == IfMissing.ADD).toList();
    if (toAdd.isEmpty() || toAdd.size() < lacking.size()) {
      return Future.succeededFuture(fit(found, wanted));
    }
    String statement = TableDdl.addColumns(database, wanted.name(), toAdd);
    log.info("table {} lacks columns, running {}", wanted.name(), statement);
    return client
        .query(statement)
        // Another session may have been faster, so that what counts is what is there now.
        .compose(
            altered ->
                describe(wanted.name())
                    .map(now -> now.orElse(missing(wanted.name())))
                    .map(now -> lacking(now, wanted).isEmpty() ? now : notAltered(altered)));
  }

  private static TableAnswer notAltered(QueryAnswer altered) {
    return switch (altered) {
      case Rejected(int code, String message) when code != CANNOT_ASSIGN_ALTER ->
          new Unfit("columns cannot be added: " + message);
      case Rejected(int code, String message) -> new Later(RETRY_MILLIS, message);
      case Unreachable unreachable -> new Later(RETRY_MILLIS, unreachable.message());
      case Result result -> new Later(RETRY_MILLIS, "the added columns are not there yet");
    };
  }

  private TableAnswer fit(TableAnswer found, TableDefinition wanted) {
    List<ColumnDefinition> lacking = lacking(found, wanted);
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

  private static List<ColumnDefinition> lacking(TableAnswer found, TableDefinition wanted) {
    if (!(found instanceof Columns columns)) {
      return List.of();
    }
    Set<String> there =
        columns.columns().stream().map(TableColumn::name).collect(Collectors.toSet());
    return wanted.columns().stream().filter(column -> !isThere(column, there)).toList();
  }

  /** A Nested column is there as columns named after it and its parts. */
  private static boolean isThere(ColumnDefinition column, Set<String> there) {
    return there.contains(column.name())
        || (column.type().startsWith("Nested")
            && there.stream().anyMatch(name -> name.startsWith(column.name() + '.')));
  }
}
