package io.tributary.protocol.audit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What {@code GET /audit} of a gatherer answers:
 *
 * <pre>
 *   {"clean":false, "tables":[{"database":"default", "table":"events",
 *     "guarantee":"exactly_once", "problem":null, "partitions":[{"topic":"events", "partition":0,
 *       "run":"89abcdef", "from":0, "until":1000, "rows":996, "quarantined":1,
 *       "missing":[{"first":17,"last":18}], "duplicates":[], "unreported":[], "skipped":1,
 *       "truncated":false, "unchecked":0}]}]}
 * </pre>
 *
 * @param tables one for each table that has reports
 */
public record AuditAnswer(List<TableFinding> tables) {
  public AuditAnswer {
    tables = List.copyOf(tables);
  }

  /** True when rows are missing, or stored twice against a guarantee. */
  public boolean isBroken() {
    return tables.stream().anyMatch(TableFinding::isBroken);
  }

  /** True when every table was checked in whole and none is broken. */
  public boolean isClean() {
    return !isBroken() && tables.stream().allMatch(TableFinding::isChecked);
  }

  /** HTTP status: 200 clean, 409 broken, 503 when something could not be checked. */
  public int status() {
    if (isBroken()) {
      return 409;
    }
    return isClean() ? 200 : 503;
  }

  /** As JSON. */
  public Buffer toJson() {
    JsonArray json = new JsonArray();
    tables.forEach(table -> json.add(table.json()));
    return new JsonObject().put("clean", isClean()).put("tables", json).toBuffer();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static AuditAnswer read(Buffer text) {
    return JsonFields.read(
        "answer of the auditor",
        text,
        json -> new AuditAnswer(JsonFields.objects(json, "tables", TableFinding::read)));
  }
}
