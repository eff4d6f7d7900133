package io.tributary.protocol.datafile;

import io.tributary.protocol.wording.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the lines of a {@code SCHEMA} block: columns separated by commas. */
final class SchemaParser {
  private static final Pattern STATES = Pattern.compile("\\bAggregateFunction\\b");

  private final FileProblems problems;
  private final List<SchemaColumn> columns = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private SchemaParser(FileProblems problems) {
    this.problems = problems;
  }

  /** The columns that could be read; every other one left a problem behind. */
  static List<SchemaColumn> parse(List<Setting.Line> lines, FileProblems problems) {
    SchemaParser parser = new SchemaParser(problems);
    StringBuilder text = new StringBuilder();
    for (Setting.Line line : lines) {
      text.append(line.text()).append('\n');
    }
    parser.split(text.toString(), lines);
    return parser.columns;
  }

  private void split(String text, List<Setting.Line> lines) {
    SqlText sql = new SqlText(text);
    int start = 0;
    int index = 0;
    int nextLine = text.indexOf('\n') + 1;
    while (start < text.length()) {
      int comma = sql.indexOfTopLevel(',', start);
      int end = comma < 0 ? text.length() : comma;
      int first = sql.skipBlanks(start);
      while (nextLine <= first && index < lines.size() - 1) {
        index++;
        nextLine = text.indexOf('\n', nextLine) + 1;
      }
      int line = lines.get(index).number();
      if (first < end) {
        column(text.substring(first, end).strip(), line);
      } else if (comma >= 0) {
        problems.add(line, "SCHEMA has a comma without a column before it; remove the comma");
      }
      start = end + 1;
    }
  }

  private void column(String text, int line) {
    SchemaColumn column;
    try {
      column = ColumnText.parse(text);
    } catch (ColumnText.Malformed e) {
      problems.add(line, e.getMessage());
      return;
    }
    if (column.name().startsWith("__")) {
      problems.add(
          line,
          "column "
              + column.name()
              + " begins with __, as only the columns added by Tributary do; rename it");
    }
    if (column.name().startsWith("c__")) {
      problems.add(
          line,
          "column "
              + column.name()
              + " begins with c__, as only columns of quarantine tables do; rename it");
    }
    if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
      problems.add(
          line, "column " + Wording.quoted(column.name()) + " is in the schema twice; remove one");
    }
    if (column.path() != null && STATES.matcher(column.type()).find()) {
      problems.add(
          line,
          "column "
              + column.name()
              + " is an AggregateFunction, whose states only ClickHouse can compute; fill it with a"
              + " materialized view, or use SimpleAggregateFunction");
    }
    columns.add(column);
  }
}
