package io.tributary.load.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a report was written.
 *
 * @param json for machines
 * @param markdown for people
 * @param html the same with plots, for a browser
 */
public record ReportFiles(Path json, Path markdown, Path html) {

  /**
   * Writes all into a folder, and flame graphs if there are any, over those of an earlier run of
   * the same scenario.
   */
  public static ReportFiles write(Path folder, LoadReport report) {
    try {
      Files.createDirectories(folder);
      Path json = folder.resolve(report.plan().name() + ".json");
      Path markdown = folder.resolve(report.plan().name() + ".md");
      Path html = folder.resolve(report.plan().name() + ".html");
      SavedReport saved = report.saved();
      Files.writeString(json, JsonReport.render(saved));
      Files.writeString(markdown, MarkdownReport.render(saved));
      Files.writeString(html, HtmlReport.render(saved));
      if (!report.flames().fileNames().isEmpty()) {
        Path unused = report.flames().write(folder, report.flameTable());
      }
      return new ReportFiles(json, markdown, html);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + folder + ": " + e, e);
    }
  }
}
