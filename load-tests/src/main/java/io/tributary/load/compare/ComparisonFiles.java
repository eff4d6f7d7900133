package io.tributary.load.compare;

import io.tributary.load.html.Markup;
import io.tributary.load.html.Page;
import io.tributary.load.report.HtmlTable;
import io.tributary.load.report.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Where a comparison was written.
 *
 * @param markdown for people
 * @param html the same for a browser
 */
public record ComparisonFiles(Path markdown, Path html) {
  private static final String NAME = "compare";

  /** Writes both into a folder, over those of an earlier comparison. */
  public static ComparisonFiles write(Path folder, ReportComparison comparison) {
    try {
      Files.createDirectories(folder);
      Path markdown = folder.resolve(NAME + ".md");
      Path html = folder.resolve(NAME + ".html");
      Files.writeString(markdown, markdown(comparison));
      Files.writeString(html, html(comparison));
      return new ComparisonFiles(markdown, html);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the comparison to " + folder + ": " + e, e);
    }
  }

  static String markdown(ReportComparison comparison) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add("# Load reports compared").add("");
    comparison.heads().forEach(head -> text.add("- " + head));
    text.add("").add(comparison.summary()).add("");
    if (!comparison.warnings().isEmpty()) {
      text.add("Figures may differ for other reasons than the sources:").add("");
      comparison.warnings().forEach(warning -> text.add("- " + warning));
      text.add("");
    }
    for (Table table : comparison.tables()) {
      text.add(table.markdown());
    }
    return text.toString().stripTrailing() + "\n";
  }

  static String html(ReportComparison comparison) {
    return Page.render("Load reports compared", out -> write(out, comparison));
  }

  private static void write(Markup out, ReportComparison comparison) {
    out.leaf("h1", "Load reports compared");
    out.open("ul", "class", "notes");
    comparison.heads().forEach(head -> out.leaf("li", head));
    out.close();
    out.leaf("p", comparison.summary(), "class", "about");
    if (!comparison.warnings().isEmpty()) {
      out.leaf("h3", "Figures may differ for other reasons than the sources");
      out.open("ul", "class", "notes");
      comparison.warnings().forEach(warning -> out.leaf("li", warning));
      out.close();
    }
    comparison.tables().forEach(table -> HtmlTable.write(out, table));
  }
}
