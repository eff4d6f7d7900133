package io.tributary.load.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of a report as text, for whatever shows it.
 *
 * @param title may be empty
 * @param rows each with a cell for each column
 * @param notes sentences below it
 * @param verdicts of each row, where rows are comparisons; empty where they are not
 */
public record Table(
    String title,
    List<Column> columns,
    List<List<String>> rows,
    List<String> notes,
    List<Comparison.Verdict> verdicts) {
  /** What a process or run does not tell. */
  public static final String NOT_MEASURED = "n/a";

  /** Where the cells of a column begin. */
  public enum Align {
    LEFT,
    RIGHT
  }

  /** A column with its heading. */
  public record Column(String name, Align align) {}

  /** Whose rows are no comparisons. */
  Table(String title, List<Column> columns, List<List<String>> rows, List<String> notes) {
    this(title, columns, rows, notes, List.of());
  }

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    verdicts = List.copyOf(verdicts);
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table '%s' has %d columns and a row of %d cells"
                .formatted(title, columns.size(), row.size()));
      }
    }
  }

  static Column left(String name) {
    return new Column(name, Align.LEFT);
  }

  static Column right(String name) {
    return new Column(name, Align.RIGHT);
  }

  /** Columns of figures with these names. */
  static List<Column> rights(String... names) {
    return Arrays.stream(names).map(Table::right).toList();
  }

  /** As Markdown, with its title as a heading and an empty line at the end. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    if (!title.isEmpty()) {
      text.append("## ").append(title).append("\n\n");
    }
    if (!rows.isEmpty()) {
      text.append(line(columns.stream().map(Column::name).toList()));
      text.append(
          columns.stream()
              .map(column -> column.align() == Align.LEFT ? "---" : "--:")
              .collect(Collectors.joining("|", "|", "|\n")));
      rows.forEach(row -> text.append(line(row)));
      text.append('\n');
    }
    notes.forEach(note -> text.append(notes.size() > 1 ? "- " : "").append(note).append('\n'));
    return text.append(notes.isEmpty() ? "" : "\n").toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** For a terminal: columns of equal width, two spaces apart. */
  public String plain() {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                i ->
                    Math.max(
                        columns.get(i).name().length(),
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)))
            .toArray();
    StringBuilder text = new StringBuilder();
    if (!title.isEmpty()) {
      text.append(title).append("\n\n");
    }
    text.append(plainLine(columns.stream().map(Column::name).toList(), widths));
    rows.forEach(row -> text.append(plainLine(row, widths)));
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  private String plainLine(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String pad = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(columns.get(i).align() == Align.LEFT ? cells.get(i) + pad : pad + cells.get(i));
    }
    return line.toString().stripTrailing() + "\n";
  }
}
