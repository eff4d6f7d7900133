package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.ColumnPath;
import io.tributary.protocol.row.PathStep;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPlanException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How messages fill the columns of a row, compiled once and used by any number of {@link
 * JsonRowEncoder}s. Immutable, any thread.
 *
 * <p>What a column takes from a message is what ClickHouse's JSONEachRow would take from a field of
 * that name, with the differences that {@code docs/types.md} lists. Beyond that:
 *
 * <ul>
 *   <li>A missing field is NULL in a Nullable column; with a marker, the DEFAULT; otherwise the
 *       type's default value. So is a JSON null, except that a Nullable column takes it as NULL
 *       always. A path that leads into something that is not an object, or to an element that an
 *       array does not have, is missing.
 *   <li>{@code [:]} takes each element of an array: the column is an Array with as many levels as
 *       the path has of them. A value that is not an array is a problem there.
 *   <li>A field that the plan reads and that stands twice in its object is a problem.
 *   <li>{@code $} in a String column is the message byte for byte; a plan without other paths takes
 *       any bytes.
 * </ul>
 *
 * <p>A message is read once, whatever the number of columns. Only a value that columns read as
 * different structures (such as a Map and single fields of it) is read once for each, one in a
 * Variant once for each type tried, and a structure in a Dynamic once for its type and once more
 * for each array of unlike elements that it is in.
 */
public final class JsonRowPlan {
  private final List<RowColumn> columns;
  private final ZoneId serverZone;
  private final DateTimeInputFormat timeFormat;
  private final PlanNode root = new PlanNode(0);
  private final List<Integer> wholes = new ArrayList<>();
  private final @Nullable ColumnPath[] paths;
  private int nodes = 1;

  private JsonRowPlan(List<RowColumn> columns, ZoneId serverZone, DateTimeInputFormat timeFormat) {
    this.columns = List.copyOf(columns);
    this.serverZone = serverZone;
    this.timeFormat = timeFormat;
    this.paths = new ColumnPath[columns.size()];
  }

  /**
   * A plan for a server in UTC, whose times are read with {@link DateTimeInputFormat#BEST_EFFORT}.
   *
   * @param columns in the order of the row's bytes
   * @throws RowPlanException if a column cannot be filled that way; names column, path and fix
   */
  public static JsonRowPlan compile(List<RowColumn> columns) {
    return compile(columns, ZoneOffset.UTC, DateTimeInputFormat.BEST_EFFORT);
  }

  /**
   * A plan for a server in any zone.
   *
   * @param columns in the order of the row's bytes
   * @param serverZone of times without a zone in columns without a zone
   * @param timeFormat which texts are read as times
   * @throws RowPlanException if a column cannot be filled that way; names column, path and fix
   */
  public static JsonRowPlan compile(
      List<RowColumn> columns, ZoneId serverZone, DateTimeInputFormat timeFormat) {
    JsonRowPlan plan = new JsonRowPlan(columns, serverZone, timeFormat);
    for (int i = 0; i < columns.size(); i++) {
      ColumnRules.check(columns.get(i));
      plan.place(i, columns.get(i));
    }
    plan.root.seal();
    return plan;
  }

  private void place(int index, RowColumn column) {
    String path = column.path();
    if (path == null) {
      return;
    }
    ColumnPath read = ColumnPath.of(column, path);
    paths[index] = read;
    boolean text = ColumnPath.isText(read.elementType());
    if (read.steps().isEmpty() && text) {
      wholes.add(index);
      return;
    }
    PlanNode node = root;
    for (PathStep step : read.steps()) {
      node = node.step(step, () -> nodes++);
    }
    if (text) {
      node.addText(index);
    } else {
      node.addValue(index);
    }
  }

  List<RowColumn> columns() {
    return columns;
  }

  PlanNode root() {
    return root;
  }

  /** Columns that hold the message as it is. */
  int[] wholes() {
    return wholes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Number of nodes under and including the root. */
  int nodes() {
    return nodes;
  }

  /** Number of {@code [:]} that a column's values are gathered through. */
  int levels(int column) {
    ColumnPath path = paths[column];
    return path == null ? 0 : path.levels();
  }

  /** The type of what the column takes from one place, below the arrays on its path. */
  private ColumnType elementType(int column) {
    ColumnPath path = paths[column];
    return path == null ? columns.get(column).type() : path.elementType();
  }

  /** Fresh encoders, in plan order, of what the columns take from one place. */
  ValueEncoder[] encoders() {
    ValueEncoders encoders = new ValueEncoders(serverZone, timeFormat);
    return IntStream.range(0, columns.size())
        .mapToObj(column -> encoders.of(elementType(column)))
        .toArray(ValueEncoder[]::new);
  }
}
