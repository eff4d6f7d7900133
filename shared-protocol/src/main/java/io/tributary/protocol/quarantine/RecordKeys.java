package io.tributary.protocol.quarantine;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some records, as JSON:
 *
 * <pre>
 *   [{"topic":"events","run":1234,"partition":0,"offsets":[17,18]}, …]
 * </pre>
 *
 * @param groups at least one, and at most {@link #MAX_RECORDS} offsets over all
 */
public record RecordKeys(List<Group> groups) {
  /** So many records are looked for or marked at once. */
  public static final int MAX_RECORDS = 5_000;

  /**
   * Records of one partition.
   *
   * @param offsets at least one
   */
  public record Group(String topic, long run, int partition, List<Long> offsets) {
    public Group {
      offsets = List.copyOf(offsets);
      if (offsets.isEmpty()) {
        throw new IllegalArgumentException(
            "records of partition " + partition + " without offsets");
      }
      for (long offset : offsets) {
        // For its checks.
        RecordKey unused = new RecordKey(partition, offset, topic, run);
      }
    }
  }

  public RecordKeys {
    groups = List.copyOf(groups);
    int records = groups.stream().mapToInt(group -> group.offsets().size()).sum();
    if (records < 1 || records > MAX_RECORDS) {
      throw new IllegalArgumentException(
          records + " records; 1 to " + MAX_RECORDS + " may be named at once");
    }
  }

  /** These records, at least one. */
  public static RecordKeys of(Collection<RecordKey> keys) {
    record Origin(String topic, long run, int partition) {}
    Map<Origin, List<Long>> offsets = new LinkedHashMap<>();
    for (RecordKey key : keys) {
      Origin origin = new Origin(key.topic(), key.run(), key.partition());
      offsets.computeIfAbsent(origin, first -> new ArrayList<>()).add(key.offset());
    }
    return new RecordKeys(
        offsets.entrySet().stream()
            .map(
                entry ->
                    new Group(
                        entry.getKey().topic(),
                        entry.getKey().run(),
                        entry.getKey().partition(),
                        entry.getValue()))
            .toList());
  }

  /** As JSON. */
  public Buffer toJson() {
    JsonArray json = new JsonArray();
    for (Group group : groups) {
      json.add(
          new JsonObject()
              .put("topic", group.topic())
              .put("run", group.run())
              .put("partition", group.partition())
              .put("offsets", new JsonArray(group.offsets())));
    }
    return json.toBuffer();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static RecordKeys read(Buffer text) {
    try {
      List<Group> groups = new ArrayList<>();
      for (Object entry : new JsonArray(text)) {
        JsonObject group = (JsonObject) entry;
        List<Long> offsets = new ArrayList<>();
        for (Object offset : group.getJsonArray("offsets")) {
          offsets.add(((Number) offset).longValue());
        }
        groups.add(
            new Group(
                group.getString("topic"),
                group.getLong("run"),
                group.getInteger("partition"),
                offsets));
      }
      return new RecordKeys(groups);
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("these are no records: " + e.getMessage(), e);
    }
  }
}
