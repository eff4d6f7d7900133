package io.tributary.protocol.audit;

import io.tributary.protocol.frame.Guarantee;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one table.
 *
 * @param guarantee that is in force; duplicates break exactly once only
 * @param problem why it could not be checked, one line; null when it was
 * @param partitions one for each partition and run that was compared
 */
public record TableFinding(
    String database,
    String table,
    Guarantee guarantee,
    @Nullable String problem,
    List<PartitionFinding> partitions) {
  public TableFinding {
    partitions = List.copyOf(partitions);
  }

  /** True when a row is missing, or stored twice against the guarantee. */
  public boolean isBroken() {
    return partitions.stream()
        .anyMatch(
            partition ->
                !partition.missing().isEmpty()
                    || (guarantee == Guarantee.EXACTLY_ONCE && !partition.duplicates().isEmpty()));
  }

  /** True when it could be compared, and all of it was. */
  public boolean isChecked() {
    return problem == null && partitions.stream().allMatch(PartitionFinding::isChecked);
  }

  JsonObject json() {
    return new JsonObject()
        .put("database", database)
        .put("table", table)
        .put("guarantee", guarantee.name().toLowerCase(Locale.ROOT))
        .put("problem", problem)
        .put("partitions", new JsonArray(partitions.stream().map(PartitionFinding::json).toList()));
  }

  static TableFinding read(JsonObject json) {
    return new TableFinding(
        json.getString("database"),
        json.getString("table"),
        Guarantee.valueOf(json.getString("guarantee").toUpperCase(Locale.ROOT)),
        json.getString("problem"),
        JsonFields.objects(json, "partitions", PartitionFinding::read));
  }
}
