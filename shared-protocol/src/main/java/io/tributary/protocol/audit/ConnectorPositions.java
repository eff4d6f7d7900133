package io.tributary.protocol.audit;

import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What {@code GET /positions} of a connector answers:
 *
 * <pre>
 *   {"partitions":[{"datasource":"events", "topic":"events", "partition":0, "run":"89abcdef",
 *     "position":1000, "committed":900, "batches":2, "inFlight":[{"first":900,"last":999}],
 *     "truncated":false, "paused":false}]}
 * </pre>
 *
 * @param partitions those that this connector holds now
 */
public record ConnectorPositions(List<Partition> partitions) {
  public ConnectorPositions {
    partitions = List.copyOf(partitions);
  }

  /**
   * One partition that the connector holds.
   *
   * @param position offset behind the last record that was taken
   * @param committed every record below it is settled; it goes into the next commit, if it is not
   *     committed yet
   * @param batches sealed or open ones without a verdict
   * @param inFlight their offsets, in order; batches of rows and of quarantined rows may overlap
   * @param truncated the list ends at {@link #MAX_RANGES}, and there are more
   * @param paused nothing is polled now
   */
  public record Partition(
      String datasource,
      SourcePartition source,
      long position,
      long committed,
      int batches,
      List<OffsetRange> inFlight,
      boolean truncated,
      boolean paused) {
    /** So many ranges a list has at most. */
    public static final int MAX_RANGES = 1_000;

    public Partition {
      inFlight = List.copyOf(inFlight);
      if (position < 0 || committed < 0 || batches < 0) {
        throw new IllegalArgumentException(
            "%s cannot be at %d, committed %d, with %d batches"
                .formatted(source, position, committed, batches));
      }
    }

    private JsonObject json() {
      return new JsonObject()
          .put("datasource", datasource)
          .put("topic", source.topic())
          .put("partition", source.partition())
          .put("run", JsonFields.run(source.run()))
          .put("position", position)
          .put("committed", committed)
          .put("batches", batches)
          .put("inFlight", JsonFields.ranges(inFlight))
          .put("truncated", truncated)
          .put("paused", paused);
    }

    private static Partition read(JsonObject json) {
      return new Partition(
          json.getString("datasource"),
          new SourcePartition(
              json.getString("topic"), json.getInteger("partition"), JsonFields.run(json)),
          json.getLong("position"),
          json.getLong("committed"),
          json.getInteger("batches"),
          JsonFields.ranges(json, "inFlight"),
          json.getBoolean("truncated"),
          json.getBoolean("paused"));
    }
  }

  /** As JSON. */
  public Buffer toJson() {
    JsonArray json = new JsonArray();
    partitions.forEach(partition -> json.add(partition.json()));
    return new JsonObject().put("partitions", json).toBuffer();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ConnectorPositions read(Buffer text) {
    return JsonFields.read(
        "list of positions",
        text,
        json -> new ConnectorPositions(JsonFields.objects(json, "partitions", Partition::read)));
  }
}
