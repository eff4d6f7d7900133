package io.tributary.protocol.audit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /audit/where} of a gatherer answers about one record:
 *
 * <pre>
 *   {"rows":[{"place":"table", "part":"all_1_1_0", "when":"2026-01-01T00:00:00Z",
 *             "queryId":null, "reason":null, "replayed":false}],
 *    "delivered":"row", "inFlight":null}
 * </pre>
 *
 * @param rows that have its topic, run, partition and offset, at most {@link #MAX_ROWS}
 * @param delivered what the connectors have reported of it
 * @param inFlight how far a batch with this offset has come in this gatherer, null without one
 */
public record RecordWhereabouts(List<Row> rows, Delivered delivered, @Nullable InFlight inFlight) {
  /** More rows of one record are not listed. */
  public static final int MAX_ROWS = 100;

  /** Which table a row is in. */
  public enum Place {
    TABLE,
    QUARANTINE
  }

  /** What reports say of an offset. */
  public enum Delivered {
    /** It became a row, of the table or of its quarantine. */
    ROW,
    /** It never was a record for the connector: Kafka skipped it. */
    SKIPPED,
    /** No report that is still kept has it. */
    UNKNOWN
  }

  /** Where a batch is that is not settled. */
  public enum InFlight {
    BUFFERED,
    INSERTING
  }

  /**
   * One row.
   *
   * @param part name of the part that holds it
   * @param when the part was written or last merged, null where the server does not tell
   * @param queryId of the insert, null where nobody remembers it
   * @param reason why it is in the quarantine, null in the table
   * @param replayed a quarantined row that was replayed
   */
  public record Row(
      Place place,
      String part,
      @Nullable Instant when,
      @Nullable String queryId,
      @Nullable String reason,
      boolean replayed) {
    private JsonObject json() {
      return new JsonObject()
          .put("place", text(place))
          .put("part", part)
          .put("when", when == null ? null : when.toString())
          .put("queryId", queryId)
          .put("reason", reason)
          .put("replayed", replayed);
    }

    private static Row read(JsonObject json) {
      String when = json.getString("when");
      return new Row(
          Place.valueOf(json.getString("place").toUpperCase(Locale.ROOT)),
          json.getString("part"),
          when == null ? null : Instant.parse(when),
          json.getString("queryId"),
          json.getString("reason"),
          json.getBoolean("replayed"));
    }
  }

  public RecordWhereabouts {
    rows = List.copyOf(rows);
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** As JSON. */
  public Buffer toJson() {
    return new JsonObject()
        .put("rows", new JsonArray(rows.stream().map(Row::json).toList()))
        .put("delivered", text(delivered))
        .put("inFlight", inFlight == null ? null : text(inFlight))
        .toBuffer();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static RecordWhereabouts read(Buffer text) {
    return JsonFields.read("place of a record", text, RecordWhereabouts::of);
  }

  private static RecordWhereabouts of(JsonObject json) {
    String inFlight = json.getString("inFlight");
    return new RecordWhereabouts(
        JsonFields.objects(json, "rows", Row::read),
        Delivered.valueOf(json.getString("delivered").toUpperCase(Locale.ROOT)),
        inFlight == null ? null : InFlight.valueOf(inFlight.toUpperCase(Locale.ROOT)));
  }
}
