package io.tributary.load.report;

import io.tributary.load.html.Markup;
import io.tributary.load.report.Table.Align;
import java.util.List;

/** Tables on a page. */
public final class HtmlTable {
  private HtmlTable() {}

  /** A table with its title as a heading, and findings that differ in colour. */
  public static void write(Markup out, Table table) {
    if (!table.title().isEmpty()) {
      out.leaf("h2", table.title());
    }
    if (!table.rows().isEmpty()) {
      out.open("div", "class", "scroll").open("table").open("thead").open("tr");
      for (Table.Column column : table.columns()) {
        out.leaf("th", column.name(), "class", side(column));
      }
      out.close().close().open("tbody");
      for (int i = 0; i < table.rows().size(); i++) {
        row(out, table, i);
      }
      out.close().close().close();
    }
    notes(out, table.notes());
  }

  private static void row(Markup out, Table table, int row) {
    String kind =
        table.verdicts().isEmpty()
            ? ""
            : switch (table.verdicts().get(row)) {
              case BETTER -> "better";
              case WORSE -> "worse";
              case NONE -> "";
            };
    List<String> cells = table.rows().get(row);
    out.open("tr", "class", kind);
    for (int i = 0; i < cells.size(); i++) {
      out.leaf("td", cells.get(i), "class", side(table.columns().get(i)));
    }
    out.close();
  }

  private static String side(Table.Column column) {
    return column.align() == Align.RIGHT ? "right" : "left";
  }

  private static void notes(Markup out, List<String> notes) {
    if (notes.size() == 1) {
      out.leaf("p", notes.getFirst(), "class", "note");
    } else if (!notes.isEmpty()) {
      out.open("ul", "class", "notes note");
      notes.forEach(note -> out.leaf("li", note));
      out.close();
    }
  }
}
