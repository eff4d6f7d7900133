package io.tributary.cli;

import io.tributary.load.http.EventsDeployment;
import io.tributary.load.http.LargeBody;
import io.tributary.load.report.Machine;
import io.tributary.sandbox.EngineInstall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary load http-body}. */
@Command(
    name = "http-body",
    description = {
      "Sends one large body of NDJSON to a gatherer with a small heap, waits until its rows are"
          + " stored, and counts them.",
      "Exit code 0 only if each row is there once."
    })
final class LoadHttpBodyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--mib",
      paramLabel = "N",
      defaultValue = "1024",
      description = "Size of the body in MiB (default: ${DEFAULT-VALUE}).")
  private int mebibytes;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "256m",
      description = "Heap of the gatherer (default: ${DEFAULT-VALUE}).")
  private String heap = "256m";

  @Mixin private LoadFolderOptions folders = new LoadFolderOptions();

  @Override
  public Integer call() {
    LargeBody.Options options = options();
    LoadLines lines = new LoadLines(spec.commandLine().getOut());
    Path folder = folders.newFolder("http-body");
    lines.say(
        "A body of %,d MiB to a gatherer with a heap of %s, logs in %s"
            .formatted(mebibytes, heap, folder));
    Path unused = EngineInstall.ensure(lines::say);
    LargeBody.Result result = new LargeBody(options, folder).run();
    String figures = figures(result);
    lines.say(figures);
    Path report = folders.report("http-body");
    write(report, text(result, folder));
    lines.say("Report: " + report);
    if (result.holds()) {
      EventsDeployment.deleteData(folder);
      lines.say("Holds: each of %,d rows is there once.".formatted(result.sentRows()));
      return ExitCode.OK;
    }
    spec.commandLine().getErr().println("tributary: does not hold: logs and data are in " + folder);
    return ExitCode.SOFTWARE;
  }

  private LargeBody.Options options() {
    try {
      return new LargeBody.Options(mebibytes, heap);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String figures(LargeBody.Result result) {
    double seconds = result.took().toMillis() / 1e3;
    return String.format(
        Locale.ROOT,
        "  %,d rows, %,d MiB in %.1f s (%.0f MiB/s, %,.0f rows/s); the gatherer took %,d MiB at"
            + " most",
        result.sentRows(),
        result.sentBytes() >> 20,
        seconds,
        (result.sentBytes() >> 20) / seconds,
        result.sentRows() / seconds,
        result.peakBytes() >> 20);
  }

  private String text(LargeBody.Result result, Path folder) {
    String home = System.getenv("TRIBUTARY_HOME");
    Machine machine = Machine.here(home == null ? folder : Path.of(home));
    return """
    # One large body over HTTP

        ./tributary load http-body --mib %d --heap %s

    %s.

    **%s**: %,d rows sent, %,d stored, %,d different ones.

    %s

    The answer: `%s`
    """
        .formatted(
            mebibytes,
            heap,
            machine.line(),
            result.holds() ? "Holds" : "Does not hold",
            result.sentRows(),
            result.storedRows(),
            result.differentRows(),
            figures(result).strip() + ".",
            result.answer());
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
