package io.tributary.cli;

import io.tributary.cli.quickstart.Quickstart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary quickstart}. */
@Command(
    name = "quickstart",
    description = {
      "Starts Kafka, ClickHouse, a gatherer and a connector on this machine, sends events through"
          + " them and checks that every one is stored.",
      "With CLICKHOUSE_URL set, your own ClickHouse is used instead of the embedded one, and the"
          + " table quickstart.clicks there is made anew"
          + " (CLICKHOUSE_USER and CLICKHOUSE_PASSWORD if it needs them)."
    })
final class QuickstartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many events to send (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000")
  private long rows;

  @Option(names = "--keep", description = "Leave everything running until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description = "Where data and logs go; emptied first (default: .tributary/quickstart).")
  private @Nullable Path work;

  @Override
  public Integer call() {
    if (rows < 1 || rows > 1_000_000_000) {
      throw new ParameterException(
          spec.commandLine(), "--rows takes 1 to 1000000000, not " + rows + ".");
    }
    Path folder = work == null ? Folders.work().resolve("quickstart") : work.toAbsolutePath();
    PrintWriter out = spec.commandLine().getOut();
    Quickstart.Afterwards afterwards =
        keep ? Quickstart.Afterwards.KEEP : Quickstart.Afterwards.STOP;
    return new Quickstart(folder, rows, afterwards, out).run() ? 0 : 1;
  }
}
