package io.tributary.protocol.audit;

import io.tributary.protocol.frame.OffsetRange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What {@code GET /audit/held} of a gatherer answers: which of some offsets a writer that takes the
 * partition over is told are held, so that it makes no rows of them. A row that a lightweight
 * {@code DELETE} has marked is held, though whoever reads the table does not see it.
 *
 * <pre>
 *   {"table":[{"first":40,"last":44}], "quarantine":[]}
 * </pre>
 *
 * @param table by the table, at most {@link #MAX_RANGES}, the lowest
 * @param quarantine by its quarantine table, replayed or not, as many
 */
public record HeldOffsets(List<OffsetRange> table, List<OffsetRange> quarantine) {
  /** So many ranges each list has at most. */
  public static final int MAX_RANGES = 1_000;

  /** So many ranges may be asked about at once: more would not fit into a request's line. */
  public static final int MAX_ASKED_RANGES = 50;

  /** So many offsets may be asked about at once: as many as an audit looks at closely. */
  public static final long MAX_ASKED_OFFSETS = 64L * 65_536;

  public HeldOffsets {
    table = List.copyOf(table);
    quarantine = List.copyOf(quarantine);
  }

  /** As JSON. */
  public Buffer toJson() {
    return new JsonObject()
        .put("table", JsonFields.ranges(table))
        .put("quarantine", JsonFields.ranges(quarantine))
        .toBuffer();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static HeldOffsets read(Buffer text) {
    return JsonFields.read(
        "list of held offsets",
        text,
        json ->
            new HeldOffsets(
                JsonFields.ranges(json, "table"), JsonFields.ranges(json, "quarantine")));
  }
}
