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
import picocli.CommandLine.Spec;

/** {@code tributary quarantine list}. */
@Command(name = "list", description = "Counts quarantined records by datasource and reason.")
final class QuarantineListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private GathererOption gatherer = new GathererOption();

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GathererClient client = gatherer.client()) {
      List<String> lines =
          new QuarantineView(client)
              .counts(json ? QuarantineView.Form.JSON : QuarantineView.Form.TEXT);
      lines.forEach(out::println);
      if (lines.isEmpty() && !json) {
        out.println("Nothing is quarantined.");
      }
      out.flush();
    }
    return ExitCode.OK;
  }
}
