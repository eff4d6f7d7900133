package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.json.LooseValueEncoder;
import io.tributary.protocol.row.ColumnPath;
import io.tributary.protocol.row.RowColumn;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How messages of one writer schema fill the columns of a row, compiled once and used by any number
 * of {@link AvroRowEncoder}s. Immutable, any thread.
 *
 * <p>Which type takes what is in {@code docs/types.md}. Paths mean what they mean in JSON:
 *
 * <ul>
 *   <li>A step names a field of a record, or else a field that has the name as an alias, or a key
 *       of a map. {@code [0]} and {@code [:]} are elements of arrays. {@code $} in a String column
 *       is the message as JSON text.
 *   <li>A union with null, or of one type, is passed through. In a union of several types a step
 *       first names a branch, by the (full) name of its record, enum or fixed or by its type, such
 *       as {@code string}; a step that names none is one into each branch that has it.
 *   <li>A path that ends at a union takes the value of any branch, so all of them must fit the
 *       column's type. A Variant holds the type of the branch.
 *   <li>What the schema or a message does not have is missing: NULL in a Nullable column; with a
 *       marker, the DEFAULT; otherwise the type's default value. So is a null where the column is
 *       not Nullable.
 * </ul>
 *
 * <p>A message is read once, whatever the number of columns; a value that several columns take is
 * read once for each, and a record twice where a Tuple has its fields in another order.
 */
public final class AvroRowPlan {
  /** Records, arrays and maps within one another that are read where nobody knows their number. */
  static final int MAX_DEPTH = 64;

  private static final int CHECKED_BYTES = 64;

  private final AvroSchema schema;
  private final List<RowColumn> columns;
  private final ZoneId serverZone;
  private final DateTimeInputFormat timeFormat;
  private final Place root = new Place();
  private final @Nullable ColumnPath[] paths;
  private final List<UnreadField> unread;

  private AvroRowPlan(
      AvroSchema schema,
      List<RowColumn> columns,
      ZoneId serverZone,
      DateTimeInputFormat timeFormat) {
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.serverZone = serverZone;
    this.timeFormat = timeFormat;
    this.paths = new ColumnPath[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      RowColumn column = columns.get(i);
      LooseValueEncoder.check(column);
      if (column.path() != null) {
        ColumnPath path = ColumnPath.of(column, column.path());
        paths[i] = path;
        Place place = root;
        for (var step : path.steps()) {
          place = place.step(step);
        }
        place.columns().add(i);
      }
    }
    this.unread = unread();
  }

  /**
   * A field of the outermost record that no column looks at.
   *
   * @param type of a column that could hold it
   */
  public record UnreadField(String name, ColumnType type) {}

  /**
   * A plan for a server in UTC, whose times are read with {@link DateTimeInputFormat#BEST_EFFORT}.
   *
   * @param columns in the order of the row's bytes
   * @throws io.tributary.protocol.row.RowPlanException if a column cannot be filled that way; names
   *     column, path and both types
   */
  public static AvroRowPlan compile(AvroSchema schema, List<RowColumn> columns) {
    return compile(schema, columns, ZoneOffset.UTC, DateTimeInputFormat.BEST_EFFORT);
  }

  /**
   * A plan for a server in any zone.
   *
   * @param columns in the order of the row's bytes
   * @param serverZone of times without a zone in columns without a zone
   * @param timeFormat which texts are read as times
   * @throws io.tributary.protocol.row.RowPlanException if a column cannot be filled that way; names
   *     column, path and both types
   */
  public static AvroRowPlan compile(
      AvroSchema schema,
      List<RowColumn> columns,
      ZoneId serverZone,
      DateTimeInputFormat timeFormat) {
    AvroRowPlan plan = new AvroRowPlan(schema, columns, serverZone, timeFormat);
    // What cannot be filled shows when an encoder is made.
    AvroRowEncoder unused = new AvroRowEncoder(plan, CHECKED_BYTES);
    return plan;
  }

  private List<UnreadField> unread() {
    Schema record = schema.schema();
    if (record.getType() != Schema.Type.RECORD || !root.columns().isEmpty()) {
      return List.of();
    }
    List<Schema.Field> fields = new ArrayList<>(record.getFields());
    root.fields().keySet().forEach(name -> fields.remove(Steps.field(record, name)));
    return fields.stream()
        .map(field -> new UnreadField(field.name(), AvroColumnTypes.propose(field.schema())))
        .toList();
  }

  /**
   * Fields of the outermost record that no column looks at, in the schema's order; none when a
   * column takes the whole message.
   */
  public List<UnreadField> unreadFields() {
    return unread;
  }

  /** The columns, in the order of the row's bytes. */
  public List<RowColumn> columns() {
    return columns;
  }

  AvroSchema schema() {
    return schema;
  }

  ZoneId serverZone() {
    return serverZone;
  }

  DateTimeInputFormat timeFormat() {
    return timeFormat;
  }

  Place root() {
    return root;
  }

  /** Number of {@code [:]} that a column's values are gathered through. */
  int levels(int column) {
    ColumnPath path = paths[column];
    return path == null ? 0 : path.levels();
  }

  /** The type of what a column takes from one place, below the arrays on its path. */
  ColumnType elementType(int column) {
    ColumnPath path = paths[column];
    return path == null ? columns.get(column).type() : path.elementType();
  }
}
