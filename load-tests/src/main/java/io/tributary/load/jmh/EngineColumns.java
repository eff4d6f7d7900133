package io.tributary.load.jmh;

import io.tributary.protocol.row.RowColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns by path, as ClickHouse has to be told to read the same from the same JSON: objects on the
 * way are named tuples, of which the columns are then taken.
 *
 * @param source structure for {@code file(…, JSONEachRow, …)}
 * @param selected what is selected from it, in the order of the columns
 * @param target structure of the rows
 */
record EngineColumns(String source, String selected, String target) {

  /** Paths must be of plain names, as in {@code $.a.b}. */
  static EngineColumns of(List<RowColumn> columns) {
    Field root = new Field();
    for (RowColumn column : columns) {
      Field field = root;
      for (String step : path(column).split("\\.", -1)) {
        field = field.below.computeIfAbsent(step, _ -> new Field());
      }
      field.type = column.type().sql();
    }
    return new EngineColumns(
        root.structure(),
        columns.stream().map(EngineColumns::path).collect(Collectors.joining(", ")),
        columns.stream()
            .map(column -> column.name() + " " + column.type().sql())
            .collect(Collectors.joining(", ")));
  }

  private static String path(RowColumn column) {
    String path = column.path();
    if (path == null || !path.startsWith("$.")) {
      throw new IllegalArgumentException("column %s has no path of names".formatted(column.name()));
    }
    return path.substring("$.".length());
  }

  /** A column's place in the JSON, or an object above such places. */
  private static final class Field {
    private final Map<String, Field> below = new LinkedHashMap<>();
    private @Nullable String type;

    String structure() {
      return below.entrySet().stream()
          .map(field -> field.getKey() + " " + field.getValue().typeText())
          .collect(Collectors.joining(", "));
    }

    private String typeText() {
      return type == null ? "Tuple(" + structure() + ")" : type;
    }
  }
}
