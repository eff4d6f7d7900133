package io.tributary.cli;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.quarantine.QuarantineView;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary quarantine show}. */
@Command(
    name = "show",
    description = "Shows quarantined records of a datasource, by partition and offset.")
final class QuarantineShowCommand implements Callable<Integer> {
  private static final int MAX_ROWS = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private GathererOption gatherer = new GathererOption();
  @Mixin private RowChoiceOptions rows = new RowChoiceOptions();

  @Parameters(paramLabel = "DATASOURCE", description = "Its name.")
  private String datasource = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON object a line, with up to 4 KiB of the value.")
  private boolean json;

  @Override
  public Integer call() {
    if (limit < 1 || limit > MAX_ROWS) {
      throw new ParameterException(
          spec.commandLine(), "--limit takes 1 to " + MAX_ROWS + ", not " + limit + ".");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (GathererClient client = gatherer.client()) {
      List<String> lines =
          new QuarantineView(client)
              .rows(
                  datasource,
                  rows.choice(),
                  limit,
                  json ? QuarantineView.Form.JSON : QuarantineView.Form.TEXT);
      lines.forEach(out::println);
      if (lines.isEmpty() && !json) {
        out.println("No such row is quarantined.");
      }
      out.flush();
    }
    return ExitCode.OK;
  }
}
