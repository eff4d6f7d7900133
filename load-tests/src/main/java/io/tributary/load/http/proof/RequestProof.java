package io.tributary.load.http.proof;

import io.tributary.load.http.proof.Flaw.Kind;
import io.tributary.load.http.proof.Verdict.Uncertain;
import io.tributary.load.process.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares what producers sent with what a table and its quarantine table hold, request by request
 * and row by row. As the rows of a request have the numbers 0, 1, 2, …, a set of them is known by
 * how many there are, how many are different, and the lowest and the highest.
 *
 * <p>Thread: one; calls block.
 */
public final class RequestProof {
  /** Requests of one question; its answer takes a few MB. */
  public static final int PAGE = 50_000;

  private static final String NUMBERS = "count(), uniqExact(row), min(row), max(row)";

  /** A bad row is no row, so its numbers are in the text that was sent. */
  private static final String FROM_TEXT =
      "SELECT toUInt64OrZero(extract(__value, '\"request\":([0-9]+)')) AS request,"
          + " toUInt32OrZero(extract(__value, '\"row\":([0-9]+)')) AS row FROM ";

  private final SqlClient sql;
  private final String database;
  private final String table;
  private final List<Flaw> flaws = new ArrayList<>();
  private long flawCount;
  private long acknowledged;
  private long whole;
  private long partly;
  private long absent;
  private long rows;
  private long quarantined;

  /**
   * @param table with the columns {@code request} and {@code row}; need not exist if no row was
   *     acknowledged
   */
  public RequestProof(SqlClient sql, String database, String table) {
    this.sql = sql;
    this.database = database;
    this.table = table;
  }

  /**
   * Takes the proof, once.
   *
   * @param pages all requests by ascending id, at most {@link #PAGE} together, none empty
   */
  public Verdict take(Iterator<List<SentRequest>> pages) {
    boolean isThere = exists(table);
    boolean isQuarantineThere = exists(quarantine());
    while (pages.hasNext()) {
      List<SentRequest> page = pages.next();
      String range =
          " WHERE request BETWEEN %d AND %d".formatted(page.getFirst().id(), page.getLast().id());
      judge(
          page,
          isThere ? look("SELECT request, row FROM " + name(table) + range) : new HashMap<>(),
          isQuarantineThere
              ? look("SELECT * FROM (" + FROM_TEXT + name(quarantine()) + ")" + range)
              : new HashMap<>());
    }
    strangers(table, isThere, rows);
    strangers(quarantine(), isQuarantineThere, quarantined);
    return new Verdict(
        acknowledged, new Uncertain(whole, partly, absent), rows, quarantined, flaws, flawCount);
  }

  private void judge(List<SentRequest> page, Map<Long, RowSet> stored, Map<Long, RowSet> refused) {
    for (SentRequest sent : page) {
      RowSet inTable = stored.getOrDefault(sent.id(), RowSet.NONE);
      RowSet inQuarantine = refused.getOrDefault(sent.id(), RowSet.NONE);
      stored.remove(sent.id());
      refused.remove(sent.id());
      rows += inTable.count();
      quarantined += inQuarantine.count();
      Judgement judgement = Judgement.of(sent, inTable, inQuarantine);
      judgement.flaws().forEach(this::add);
      count(sent, judgement);
    }
    // Ids between those of the page that nobody sent.
    stored.forEach((id, set) -> rows += nobodySent(id, set, Judgement.TABLE));
    refused.forEach((id, set) -> quarantined += nobodySent(id, set, Judgement.QUARANTINE));
  }

  private void count(SentRequest sent, Judgement judgement) {
    if (sent.acknowledged()) {
      acknowledged++;
      return;
    }
    switch (judgement.kept()) {
      case WHOLE -> whole++;
      case PARTLY -> partly++;
      case ABSENT -> absent++;
    }
  }

  private long nobodySent(long id, RowSet set, String where) {
    add(new Flaw(id, Kind.FOREIGN, where, set.count() + " rows of a request that nobody sent"));
    return set.count();
  }

  /** Rows that no page asked for. */
  private void strangers(String name, boolean isThere, long known) {
    long all = isThere ? sql.number("SELECT count() FROM " + name(name)) : 0;
    if (all != known) {
      String text = "%d rows of requests that nobody sent".formatted(all - known);
      add(new Flaw(0, Kind.FOREIGN, name, text));
    }
  }

  private void add(Flaw flaw) {
    flawCount++;
    if (flaws.size() < Verdict.MOST_FLAWS) {
      flaws.add(flaw);
    }
  }

  private Map<Long, RowSet> look(String source) {
    Map<Long, RowSet> sets = new HashMap<>();
    sql.query("SELECT request, " + NUMBERS + " FROM (" + source + ") GROUP BY request FORMAT TSV")
        .lines()
        .map(line -> line.split("\t", -1))
        .forEach(
            part ->
                sets.put(
                    Long.parseLong(part[0]),
                    new RowSet(
                        Long.parseLong(part[1]),
                        Long.parseLong(part[2]),
                        Long.parseLong(part[3]),
                        Long.parseLong(part[4]))));
    return sets;
  }

  private boolean exists(String name) {
    return sql.number(
            "SELECT count() FROM system.tables WHERE database = '%s' AND name = '%s'"
                .formatted(database, name))
        > 0;
  }

  private String quarantine() {
    return table + "_quarantine";
  }

  private String name(String plain) {
    return database + "." + plain;
  }
}
