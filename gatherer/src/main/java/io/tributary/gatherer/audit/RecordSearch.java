package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.audit.RecordWhereabouts;
import io.tributary.protocol.audit.RecordWhereabouts.Delivered;
import io.tributary.protocol.audit.RecordWhereabouts.InFlight;
import io.tributary.protocol.audit.RecordWhereabouts.Place;
import io.tributary.protocol.audit.RecordWhereabouts.Row;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.quarantine.QuarantineName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where one record is: which rows have it, what was reported of it, and whether a batch
 * with it is here.
 *
 * <p>Any event loop; what cannot be found out is a failed future with an {@link AuditProblem}.
 */
final class RecordSearch {
  private final Auditor auditor;
  private final RecentInserts inserts;
  private final UnderWay underWay;

  /** Batches that this gatherer holds. */
  interface UnderWay {
    Future<Optional<InFlight>> find(String table, SourcePartition source, long offset);
  }

  /** A record. */
  record Wanted(String table, SourcePartition source, long offset) {}

  RecordSearch(Auditor auditor, RecentInserts inserts, UnderWay underWay) {
    this.auditor = auditor;
    this.inserts = inserts;
    this.underWay = underWay;
  }

  Future<RecordWhereabouts> find(Wanted wanted) {
    return auditor
        .ledger(wanted.table())
        .compose(ledger -> find(wanted, ledger.table(), ledger.quarantine()));
  }

  private Future<RecordWhereabouts> find(
      Wanted wanted, TableShape table, @Nullable TableShape quarantine) {
    TableId id = new TableId(table.name(), table.uuid());
    // What is under way is asked first: it may be stored meanwhile, but not the other way round.
    return underWay
        .find(wanted.table(), wanted.source(), wanted.offset())
        .compose(
            inFlight ->
                auditor
                    .queries()
                    .read(rows(wanted, table, quarantine))
                    .compose(lines -> withParts(wanted, lines))
                    .compose(
                        rows ->
                            auditor
                                .reportOf(id, wanted.source(), wanted.offset())
                                .map(
                                    report ->
                                        new RecordWhereabouts(
                                            rows, delivered(report), inFlight.orElse(null)))));
  }

  private static Delivered delivered(String report) {
    return switch (report) {
      case "row" -> Delivered.ROW;
      case "skipped" -> Delivered.SKIPPED;
      default -> Delivered.UNKNOWN;
    };
  }

  private String rows(Wanted wanted, TableShape table, @Nullable TableShape quarantine) {
    String rows = select(Place.TABLE, "'', toUInt8(0)", table, wanted);
    if (quarantine != null) {
      String reason =
          "concat(%s, arrayStringConcat(c__error, '; ')), %s"
              .formatted(
                  quarantine.columns().contains(TableShape.REASON)
                      ? "toString(c__reason), ': '"
                      : "''",
                  quarantine.hasReplays() ? "isNotNull(c__replayed)" : "toUInt8(0)");
      rows += " UNION ALL " + select(Place.QUARANTINE, reason, quarantine, wanted);
    }
    return rows + " FORMAT JSONCompactEachRow";
  }

  private String select(Place place, String more, TableShape table, Wanted wanted) {
    return "SELECT '%s', %s, %s FROM %s WHERE __topic = %s AND __run = %s AND __partition = %d AND __offset = %d LIMIT %d"
        .formatted(
            place,
            table.engine().endsWith("MergeTree") ? "toString(_part)" : "''",
            more,
            SqlText.table(auditor.database(), table.name()),
            SqlText.literal(wanted.source().topic()),
            Integer.toUnsignedString(wanted.source().run()),
            wanted.source().partition(),
            wanted.offset(),
            RecordWhereabouts.MAX_ROWS / 2);
  }

  private record Found(Place place, String part, String reason, boolean replayed) {
    String table(Wanted wanted) {
      return place == Place.TABLE ? wanted.table() : QuarantineName.of(wanted.table());
    }
  }

  private record Part(String table, String name) {}

  private Future<List<Row>> withParts(Wanted wanted, String lines) {
    List<Found> found = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      JsonArray row = new JsonArray(line);
      found.add(
          new Found(
              Place.valueOf(row.getString(0)),
              row.getString(1),
              row.getString(2),
              row.getInteger(3) != 0));
    }
    if (found.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    String parts =
        found.stream()
            .map(
                row ->
                    "(%s, %s)"
                        .formatted(SqlText.literal(row.table(wanted)), SqlText.literal(row.part())))
            .distinct()
            .collect(Collectors.joining(", "));
    String of =
        " WHERE database = "
            + SqlText.literal(auditor.database())
            + " AND (table, %s) IN ("
            + parts;
    return auditor
        .queries()
        .read(
            "SELECT table, name, toString(toUnixTimestamp(modification_time)) FROM system.parts"
                + of.formatted("name")
                + ") FORMAT JSONCompactEachRow")
        .compose(
            times ->
                auditor
                    .queries()
                    .read(
                        "SELECT table, part_name, query_id FROM system.part_log"
                            + of.formatted("part_name")
                            + ") AND event_type = 'NewPart' FORMAT JSONCompactEachRow")
                    // Many servers have no such log, or do not show it.
                    .otherwise("")
                    .map(queries -> rows(wanted, found, pairs(times), pairs(queries))));
  }

  private static Map<Part, String> pairs(String lines) {
    Map<Part, String> pairs = new HashMap<>();
    for (String line : lines.lines().toList()) {
      JsonArray row = new JsonArray(line);
      pairs.put(new Part(row.getString(0), row.getString(1)), row.getString(2));
    }
    return pairs;
  }

  private List<Row> rows(
      Wanted wanted, List<Found> found, Map<Part, String> times, Map<Part, String> queries) {
    return found.stream()
        .map(
            row -> {
              Part part = new Part(row.table(wanted), row.part());
              String seconds = times.get(part);
              String query =
                  inserts
                      .of(row.table(wanted), wanted.source(), wanted.offset())
                      .orElse(queries.get(part));
              return new Row(
                  row.place(),
                  row.part(),
                  seconds == null ? null : Instant.ofEpochSecond(Long.parseLong(seconds)),
                  query == null || query.isEmpty() ? null : query,
                  row.place() == Place.TABLE ? null : row.reason(),
                  row.replayed());
            })
        .toList();
  }
}
