package io.tributary.load.report;

import io.tributary.load.html.Markup;
import io.tributary.load.html.Page;
import java.util.Map;

/** The report for people with a browser: plots, tables, and how to do it again. */
final class HtmlReport {
  private final SavedReport report;
  private final Markup out;

  private HtmlReport(SavedReport report, Markup out) {
    this.report = report;
    this.out = out;
  }

  static String render(SavedReport report) {
    return Page.render(
        "Load run: " + report.subject().name(), out -> new HtmlReport(report, out).write());
  }

  private void write() {
    head();
    new HtmlPlots(report, out).write();
    for (Table table : ReportTables.of(report)) {
      HtmlTable.write(out, table);
    }
    new HtmlCourse(report, out).write();
    out.leaf("h2", "Conditions");
    list(report.subject().conditions());
    out.leaf("h2", "Machine");
    list(report.machine().lines());
    out.leaf("h2", "How to read it").open("ul", "class", "notes");
    report.notes().forEach(note -> out.leaf("li", note));
    out.close();
  }

  private void head() {
    out.leaf("h1", "Load run: " + report.subject().name());
    if (!report.subject().about().isEmpty()) {
      out.leaf("p", report.subject().about(), "class", "about");
    }
    boolean holds = report.problems().isEmpty();
    out.leaf(
        "p",
        holds ? "Holds: every row that was sent is stored." : "Does not hold",
        "class",
        holds ? "verdict holds" : "verdict fails");
    if (!holds) {
      out.open("ul", "class", "notes");
      report.problems().forEach(problem -> out.leaf("li", problem));
      out.close();
    }
    out.leaf("p", report.started() + "; " + report.machine().line() + ".", "class", "note");
    if (!report.subject().command().isEmpty()) {
      out.leaf("pre", report.subject().command());
    }
  }

  private void list(Map<String, String> lines) {
    out.open("dl");
    lines.forEach((name, text) -> out.leaf("dt", name).leaf("dd", text));
    out.close();
  }
}
