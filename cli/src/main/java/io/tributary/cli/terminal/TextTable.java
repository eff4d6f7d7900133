package io.tributary.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays tab-separated lines out in columns: text to the left, numbers to the right. */
public final class TextTable {
  private TextTable() {}

  /** One line for each, without line ends. */
  public static List<String> lines(String tabSeparated) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : tabSeparated.lines().toList()) {
      rows.add(Arrays.asList(line.split("\t", -1)));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String gap = " ".repeat(width(rows, column) - row.get(column).length());
        boolean number = rows.getLast().get(column).matches("-?[0-9.]+");
        line.append("  ").append(number ? gap + row.get(column) : row.get(column) + gap);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
