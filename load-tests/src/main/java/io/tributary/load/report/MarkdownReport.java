package io.tributary.load.report;

import java.util.ArrayList;
import java.util.List;

/** The report for people. */
final class MarkdownReport {
  private final SavedReport report;
  private final List<String> lines = new ArrayList<>();

  private MarkdownReport(SavedReport report) {
    this.report = report;
  }

  static String render(SavedReport report) {
    return new MarkdownReport(report).render();
  }

  private String render() {
    line("# Load run: " + report.subject().name());
    line("");
    if (!report.subject().about().isEmpty()) {
      line(report.subject().about());
      line("");
    }
    verdict();
    conditions();
    for (Table table : ReportTables.of(report)) {
      lines.addAll(table.markdown().strip().lines().toList());
      line("");
    }
    line("## How to read it");
    line("");
    report.notes().forEach(note -> line("- " + note));
    line("");
    machine();
    return String.join("\n", lines) + "\n";
  }

  private void verdict() {
    if (report.problems().isEmpty()) {
      line("**Holds**: every row that was sent is stored.");
    } else {
      line("**Does not hold**:");
      report.problems().forEach(problem -> line("- " + problem));
    }
    line("");
  }

  private void conditions() {
    report.subject().conditions().forEach((name, text) -> line("- " + name + ": `" + text + "`"));
    line("");
    line("Again: `" + report.subject().command() + "`");
    line("");
  }

  private void machine() {
    line("## Machine");
    line("");
    report.machine().lines().forEach((name, text) -> line("- " + name + ": " + text));
    line("- Started: " + report.started());
  }

  private void line(String text) {
    lines.add(text);
  }
}
