package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.schema.StoredTable.Name;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.TableDelivery;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds out which guarantee a table allows.
 *
 * <p>Any event loop; answers come on the caller's context. They fail with a {@link NoAnswer} when
 * ClickHouse cannot tell now.
 */
final class DeliveryCensus {
  private static final String COMMENT = "log_comment";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Views on views on views: what is behind is not looked at, and said to be unseen. */
  private static final int MAX_DEPTH = 8;

  private final ClickHouseClient client;
  private final String database;
  private final ServerSettings server;

  DeliveryCensus(ClickHouseClient client, String database, ServerSettings server) {
    this.client = client;
    this.database = database;
    this.server = server;
  }

  /** The table with the guarantee that it allows. */
  Future<Columns> judge(String table, Columns described) {
    Name name = new Name(database, table);
    return client
        .query(DeliveryQuestions.tables(Set.of(name)))
        .compose(
            answer ->
                Refusal.of(answer) == Refusal.NOT_KNOWN
                    ? Future.succeededFuture(tooOld())
                    : judge(described, answer))
        .map(
            delivery ->
                new Columns(described.database(), described.uuid(), described.columns(), delivery));
  }

  private static TableDelivery tooOld() {
    return new TableDelivery(
        List.of("this ClickHouse is too old: its tables have no uuid"), List.of());
  }

  private Future<TableDelivery> judge(Columns described, QueryAnswer answer) {
    List<StoredTable> found = tables(answer);
    if (found.size() != 1 || !found.getFirst().uuid().equals(described.uuid())) {
      return Future.failedFuture(new NoAnswer("it was replaced while it was looked at"));
    }
    return sight(found.getFirst())
        .compose(
            sight ->
                facts(found.getFirst())
                    .map(facts -> DeliveryRules.of(facts, described.columns(), input(sight))));
  }

  /** What need not be seen, since the table is none for exactly once, is not asked for. */
  private Future<DeliveryRules.Sight> sight(StoredTable table) {
    return DeliveryRules.keepsEveryRow(table)
        ? sight(table.name())
        : Future.succeededFuture(new DeliveryRules.Sight(List.of(), List.of()));
  }

  private DeliveryRules.Sight input(DeliveryRules.Sight sight) {
    return server.readsInput()
        ? sight
        : sight.andObstacle("this ClickHouse has no table function input: upgrade it");
  }

  /**
   * True when a repeat of the same bytes under the same token stores each row once, in the table
   * and in all its views; false for a table without views, which needs none.
   */
  Future<Boolean> repeatsHeal(String table) {
    return client
        .query(DeliveryQuestions.tables(Set.of(new Name(database, table))))
        .map(DeliveryCensus::tables)
        .compose(
            found ->
                found.size() == 1 && !found.getFirst().dependents().isEmpty()
                    ? facts(found.getFirst()).map(facts -> facts.notDeduplicated().isEmpty())
                    : Future.succeededFuture(false));
  }

  private Future<TableFacts> facts(StoredTable table) {
    return client
        .query(DeliveryQuestions.defaults())
        .map(
            answer ->
                Refusal.of(answer) == Refusal.NONE
                    ? DeliveryCensus.defaults(answer)
                    : Map.<String, String>of())
        .compose(defaults -> complete(TableFacts.of(table, defaults), 0));
  }

  private Future<TableFacts> complete(TableFacts facts, int depth) {
    Set<Name> unknown = facts.unknown();
    if (unknown.isEmpty() || depth == MAX_DEPTH) {
      return Future.succeededFuture(facts);
    }
    return client
        .query(DeliveryQuestions.tables(unknown))
        .map(DeliveryCensus::tables)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(facts)
                    : complete(facts.with(found), depth + 1));
  }

  /** What the gatherer may see, and whether it sees all. */
  private Future<DeliveryRules.Sight> sight(Name name) {
    if (!server.names().contains(COMMENT)) {
      return Future.succeededFuture(
          DeliveryRules.Sight.without("this ClickHouse has no setting log_comment: upgrade it"));
    }
    String probe = "tributary probe " + UUID.randomUUID();
    return client
        .query(DeliveryQuestions.commented(probe), Map.of(COMMENT, probe), TIMEOUT)
        .compose(
            processes ->
                Refusal.of(processes) != Refusal.NONE || number(processes) == 0
                    ? Future.succeededFuture(
                        DeliveryRules.Sight.without(
                            "running queries cannot be seen: grant SELECT ON system.processes"))
                    : client
                        .query(DeliveryQuestions.policies(name))
                        .compose(policies -> rows(name, policies)));
  }

  /** Row policies are seen by few; those that hide rows from the gatherer are in its plans. */
  private Future<DeliveryRules.Sight> rows(Name name, QueryAnswer policies) {
    return client
        .query(DeliveryQuestions.plan(name))
        .map(
            plan ->
                switch (Refusal.of(plan)) {
                  // That it lacks the column is said without this.
                  case NOT_KNOWN -> DeliveryRules.Sight.of("", 0);
                  case NO_RIGHT ->
                      DeliveryRules.Sight.without(
                          "nobody can tell which rows it holds: grant SELECT ON " + name);
                  case NONE ->
                      DeliveryRules.Sight.of(
                          body(plan), Refusal.of(policies) == Refusal.NONE ? number(policies) : -1);
                });
  }

  private static long number(QueryAnswer answer) {
    return Long.parseLong(body(answer).strip());
  }

  private static List<StoredTable> tables(QueryAnswer answer) {
    return body(answer).lines().map(line -> StoredTable.of(new JsonObject(line))).toList();
  }

  private static Map<String, String> defaults(QueryAnswer answer) {
    Map<String, String> defaults = new HashMap<>();
    body(answer)
        .lines()
        .map(JsonArray::new)
        .forEach(row -> defaults.put(row.getString(0), row.getString(1)));
    return defaults;
  }

  private static String body(QueryAnswer answer) {
    return switch (answer) {
      case Result(String body) -> body;
      case Rejected rejected -> throw new NoAnswer(rejected.message());
      case Unreachable unreachable -> throw new NoAnswer(unreachable.message());
    };
  }

  /** Ends a chain of questions. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
      super(message, null, false, false);
    }
  }
}
