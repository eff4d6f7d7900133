package io.tributary.cli;

import io.tributary.load.compare.ComparisonFiles;
import io.tributary.load.compare.ReportComparison;
import io.tributary.load.report.ReportException;
import io.tributary.load.report.ReportReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary load compare}. */
@Command(
    name = "compare",
    description = {
      "Compares the JSON reports of two load runs, figure by figure, and says what is a difference"
          + " and what is noise.",
      "Exit code 0 whatever it finds; 2 if a file is not such a report."
    })
final class LoadCompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A.json", description = "The report to compare with.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B.json", description = "The other one.")
  private Path second = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Also writes compare.md and compare.html there.")
  private @Nullable Path output;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ReportComparison comparison;
    try {
      comparison = ReportComparison.of(side(first), side(second));
    } catch (ReportException e) {
      err.println("tributary: " + e.getMessage());
      return ExitCode.USAGE;
    }
    comparison.warnings().forEach(warning -> err.println("tributary: " + warning));
    comparison.heads().forEach(out::println);
    out.println();
    comparison.tables().forEach(table -> out.println(table.plain()));
    out.println(comparison.summary());
    Path folder = output;
    if (folder != null) {
      ComparisonFiles files = ComparisonFiles.write(folder, comparison);
      out.println("Report: %s and .html".formatted(files.markdown()));
    }
    return ExitCode.OK;
  }

  /** Two files of one name are told apart by their folders. */
  private ReportComparison.Side side(Path file) throws ReportException {
    boolean sameName = name(first).equals(name(second));
    Path shown = sameName ? file : name(file);
    return new ReportComparison.Side(shown.toString(), ReportReader.read(file));
  }

  private static Path name(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }
}
