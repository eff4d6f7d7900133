package io.tributary.cli.quarantine;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.cli.quarantine.ReplaySummary.Problem;
import io.tributary.protocol.quarantine.RecordKey;
import io.tributary.protocol.quarantine.RecordKeys;
import io.tributary.protocol.quarantine.ReplayRows;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.Layout;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table that a replay fills. Before every insert it is asked which of the records it holds: an
 * insert that failed may have left some of its rows.
 *
 * <p>Thread: one, which blocks.
 */
final class RowTarget implements AutoCloseable {
  private final GathererClient gatherer;
  private final String base;
  private final @Nullable Layout layout;
  private final String replay;
  private final RowKeeping keeping;

  private RowTarget(
      GathererClient gatherer,
      String base,
      @Nullable Layout layout,
      String replay,
      RowKeeping keeping) {
    this.gatherer = gatherer;
    this.base = base;
    this.layout = layout;
    this.replay = replay;
    this.keeping = keeping;
  }

  /**
   * What became of rows.
   *
   * @param refused by ClickHouse, each alone
   */
  record Outcome(int stored, int alreadyThere, List<Problem> refused) {}

  /** Changes nothing. */
  static RowTarget looking(GathererClient gatherer, String base) {
    return new RowTarget(gatherer, base, null, "", RowKeeping.UNKNOWN);
  }

  /** Begins a replay at the gatherer. */
  static RowTarget storing(GathererClient gatherer, String base, Layout layout) {
    JsonObject begun = new JsonObject(gatherer.post(base + "/replays", Buffer.buffer()));
    return new RowTarget(
        gatherer, base, layout, begun.getString("id"), RowKeeping.of(begun.getString("engine")));
  }

  /**
   * Stores the rows that are not there, and marks the records of all that are then.
   *
   * @param bytes of the rows
   */
  Outcome store(List<DecodedRow> rows, RowBinaryWriter bytes) {
    Set<RecordKey> before = present(DecodedRow.keys(rows));
    List<DecodedRow> missing = without(rows, before);
    List<Problem> refused = new ArrayList<>();
    if (layout != null) {
      if (!missing.isEmpty()) {
        insert(missing, bytes, layout, refused);
      }
      Set<RecordKey> guilty = new HashSet<>();
      refused.forEach(problem -> guilty.add(problem.key()));
      List<RecordKey> done =
          DecodedRow.keys(rows).stream().filter(key -> !guilty.contains(key)).toList();
      if (!done.isEmpty()) {
        Buffer unused = gatherer.post(path("/marks"), RecordKeys.of(done).toJson());
      }
    }
    return new Outcome(missing.size() - refused.size(), rows.size() - missing.size(), refused);
  }

  /** Takes rows that are refused together apart, until the guilty ones stand alone. */
  private void insert(
      List<DecodedRow> rows, RowBinaryWriter bytes, Layout as, List<Problem> refused) {
    try {
      insertOnce(rows, bytes, as);
    } catch (GathererException e) {
      if (!e.isRefusal()) {
        throw e;
      }
      if (rows.size() == 1) {
        refused.add(new Problem(rows.getFirst().key(), String.valueOf(e.getMessage())));
        return;
      }
      List<DecodedRow> missing = without(rows, present(DecodedRow.keys(rows)));
      int half = (missing.size() + 1) / 2;
      for (List<DecodedRow> part :
          List.of(missing.subList(0, half), missing.subList(half, missing.size()))) {
        if (!part.isEmpty()) {
          insert(part, bytes, as, refused);
        }
      }
    }
  }

  /** What ClickHouse dropped because of its token goes again under another one. */
  private void insertOnce(List<DecodedRow> rows, RowBinaryWriter bytes, Layout as) {
    List<RecordKey> keys = DecodedRow.keys(rows);
    post(rows, bytes, as, ReplayRows.token(keys, ""));
    List<DecodedRow> again = keeping.again(rows, present(keys));
    if (!again.isEmpty()) {
      post(again, bytes, as, ReplayRows.token(DecodedRow.keys(again), replay));
      if (keeping.showsRows() && present(keys).isEmpty()) {
        throw new GathererException(
            0,
            "ClickHouse says that it has stored rows, but the table does not show them: its engine"
                + " is none that keeps rows as they are");
      }
    }
  }

  private void post(List<DecodedRow> rows, RowBinaryWriter bytes, Layout as, String token) {
    Buffer payload = Buffer.buffer();
    for (DecodedRow row : rows) {
      payload.appendBytes(bytes.array(), row.from(), row.to() - row.from());
    }
    Buffer unused =
        gatherer.post(path("/rows"), new ReplayRows(as, rows.size(), token, payload).write());
  }

  /** The next values that were not replayed. */
  String page(String parameters) {
    return gatherer.get(path("/values") + parameters).toString();
  }

  private Set<RecordKey> present(List<RecordKey> keys) {
    Set<RecordKey> present = new HashSet<>();
    gatherer
        .post(path("/look"), RecordKeys.of(keys).toJson())
        .toString()
        .lines()
        .forEach(
            line -> {
              JsonArray row = new JsonArray(line);
              present.add(
                  new RecordKey(
                      Integer.parseInt(row.getString(0)),
                      Long.parseLong(row.getString(1)),
                      row.getString(2),
                      Long.parseLong(row.getString(3))));
            });
    return present;
  }

  private static List<DecodedRow> without(List<DecodedRow> rows, Collection<RecordKey> keys) {
    return rows.stream().filter(row -> !keys.contains(row.key())).toList();
  }

  /** What is asked for as a part of the replay keeps it going. */
  private String path(String what) {
    return (layout == null ? base : base + "/replays/" + replay) + what;
  }

  @Override
  public void close() {
    if (layout != null) {
      gatherer.delete(path(""));
    }
  }
}
