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
 */
public record ReportFiles(Path json, Path markdown) {

  /** Writes both into a folder, over those of an earlier run of the same scenario. */
  public static ReportFiles write(Path folder, LoadReport report) {
    try {
      Files.createDirectories(folder);
      Path json = folder.resolve(report.plan().name() + ".json");
      Path markdown = folder.resolve(report.plan().name() + ".md");
      Files.writeString(json, JsonReport.render(report));
      Files.writeString(markdown, MarkdownReport.render(report));
      return new ReportFiles(json, markdown);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + folder + ": " + e, e);
    }
  }
}
