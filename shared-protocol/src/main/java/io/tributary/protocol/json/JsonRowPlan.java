package io.tributary.protocol.json;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How messages fill the columns of a row, compiled once and used by any number of {@link
 * JsonRowEncoder}s. Immutable, any thread.
 *
 * <p>What a column takes from a message (as ClickHouse's JSONEachRow does by default, stricter
 * where that would store something else than what was sent):
 *
 * <ul>
 *   <li>Numbers and booleans also from strings; a number out of the type's range, or with a point
 *       or an exponent for a whole-number type, is a problem. Floats also from {@code nan} and
 *       {@code inf}.
 *   <li>String columns take every value: strings unescaped, others as their JSON text.
 *   <li>Dates from {@code YYYY-MM-DD} or a number of days; times from {@code YYYY-MM-DD hh:mm:ss},
 *       also with {@code T}, a fraction, {@code Z} or an offset. A JSON number is whole seconds for
 *       DateTime and whole ticks of the precision for DateTime64; digits in a string are seconds.
 *       Times out of range are problems. Without a zone, the column's zone holds, or else the
 *       server's.
 *   <li>A missing field is NULL in a Nullable column; with a marker, the DEFAULT; otherwise the
 *       zero value. So is a JSON null, except that a Nullable column takes it as NULL always. A
 *       path that leads into something that is not an object is missing.
 *   <li>A field that the plan reads and that stands twice in its object is a problem.
 *   <li>{@code $} is the message byte for byte; a plan without other paths takes any bytes.
 * </ul>
 */
public final class JsonRowPlan {
  private final List<RowColumn> columns;
  private final ZoneId serverZone;
  private final PlanNode root = new PlanNode(0);
  private int nodes = 1;

  private JsonRowPlan(List<RowColumn> columns, ZoneId serverZone) {
    this.columns = List.copyOf(columns);
    this.serverZone = serverZone;
  }

  /**
   * A plan for a server in UTC.
   *
   * @param columns in the order of the row's bytes
   * @throws JsonPlanException if a column cannot be filled that way; names column, path and fix
   */
  public static JsonRowPlan compile(List<RowColumn> columns) {
    return compile(columns, ZoneOffset.UTC);
  }

  /**
   * A plan for a server in any zone.
   *
   * @param columns in the order of the row's bytes
   * @param serverZone of times without a zone in columns without a zone
   * @throws JsonPlanException if a column cannot be filled that way; names column, path and fix
   */
  public static JsonRowPlan compile(List<RowColumn> columns, ZoneId serverZone) {
    JsonRowPlan plan = new JsonRowPlan(columns, serverZone);
    for (int i = 0; i < columns.size(); i++) {
      ColumnRules.check(columns.get(i));
      plan.place(i, columns.get(i));
    }
    plan.checkCollections(plan.root);
    return plan;
  }

  private void place(int index, RowColumn column) {
    String path = column.path();
    if (path == null) {
      return;
    }
    PlanNode node = root;
    for (String step : JsonPath.steps(column, path)) {
      node = node.fields().computeIfAbsent(step, _ -> new PlanNode(nodes++));
    }
    switch (ColumnRules.shape(column.type())) {
      case TEXT -> node.addText(index);
      case COLLECTION -> node.addCollection(index);
      case SCALAR -> node.addScalar(index);
    }
    if (node == root && ColumnRules.shape(column.type()) != ColumnRules.Shape.TEXT) {
      throw new JsonPlanException(
          column, "the whole message only fits a String column, change the type or the path");
    }
  }

  /** One pass over the bytes reads a collection once, and not also as an object with fields. */
  private void checkCollections(PlanNode node) {
    for (int index : node.collections()) {
      RowColumn first = columns.get(node.collections()[0]);
      RowColumn column = columns.get(index);
      if (!column.type().equals(first.type())) {
        throw new JsonPlanException(
            column,
            "column %s reads the same value as %s, make the two types equal or one of them String"
                .formatted(first.name(), first.type().sql()));
      }
      if (!node.fields().isEmpty()) {
        throw new JsonPlanException(
            column,
            "other columns read fields below it, make the type String or read only the fields");
      }
    }
    node.fields().values().forEach(this::checkCollections);
  }

  List<RowColumn> columns() {
    return columns;
  }

  PlanNode root() {
    return root;
  }

  /** Number of nodes under and including the root. */
  int nodes() {
    return nodes;
  }

  /** A fresh encoder for each column. */
  ValueEncoder[] encoders() {
    return columns.stream()
        .map(column -> ValueEncoders.of(column.type(), serverZone))
        .toArray(ValueEncoder[]::new);
  }
}
