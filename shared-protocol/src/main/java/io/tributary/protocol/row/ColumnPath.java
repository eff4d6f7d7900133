package io.tributary.protocol.row;

import io.tributary.protocol.column.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a column's path means, in any format.
 *
 * @param steps from the root to the value, without those {@code [:]} at the end: each element of an
 *     array, and nothing of it, is the array
 * @param levels number of {@code [:]} among the steps, through which values are gathered
 * @param elementType of what the column takes from one place, below the arrays of these levels
 */
public record ColumnPath(List<PathStep> steps, int levels, ColumnType elementType) {
  public ColumnPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws RowPlanException if it is no path, or leads through more arrays than the type has
   */
  public static ColumnPath of(RowColumn column, String path) {
    List<PathStep> steps = new ArrayList<>(RowPath.steps(column, path));
    checkLevels(column, steps);
    while (!steps.isEmpty() && steps.getLast() instanceof PathStep.Each) {
      steps.removeLast();
    }
    int levels = (int) steps.stream().filter(PathStep.Each.class::isInstance).count();
    return new ColumnPath(steps, levels, elementType(column.type(), levels));
  }

  /** True for types that take any value as text. */
  public static boolean isText(ColumnType type) {
    return switch (type) {
      case ColumnType.Text _ -> true;
      case ColumnType.Nullable(ColumnType of) -> isText(of);
      case ColumnType.LowCardinality(ColumnType of) -> isText(of);
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> isText(of);
      default -> false;
    };
  }

  private static void checkLevels(RowColumn column, List<PathStep> steps) {
    int end = steps.size();
    while (isText(column.type()) && end > 0 && steps.get(end - 1) instanceof PathStep.Each) {
      end--;
    }
    ColumnType type = arrays(column.type());
    for (PathStep step : steps.subList(0, end)) {
      if (!(step instanceof PathStep.Each)) {
        continue;
      }
      if (!(type instanceof ColumnType.Array(ColumnType of))) {
        throw new RowPlanException(
            column,
            "each [:] of its path takes the elements of an array, make the type Array(%s)"
                .formatted(column.type().sql()));
      }
      type = arrays(of);
    }
  }

  /** The type itself, or the array that it is another name for. */
  private static ColumnType arrays(ColumnType type) {
    return switch (type) {
      case ColumnType.Nested nested -> arrays(nested.structure());
      case ColumnType.Geo geo -> arrays(geo.structure());
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> arrays(of);
      default -> type;
    };
  }

  private static ColumnType elementType(ColumnType type, int levels) {
    ColumnType element = type;
    for (int i = 0; i < levels; i++) {
      if (arrays(element) instanceof ColumnType.Array(ColumnType of)) {
        element = of;
      }
    }
    return element;
  }
}
