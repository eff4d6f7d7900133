package io.tributary.cli;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.cli.gatherer.TableView;
import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.TableDelivery;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tributary check}. */
@Command(
    name = "check",
    description = {
      "Reads the datafiles and says which guarantee the rows of each datasource have, and why.",
      "Exit code 1 if a datasource asks for more than its table allows."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private GathererOption gatherer = new GathererOption();
  @Mixin private ProjectOption project = new ProjectOption();

  @Override
  public Integer call() {
    Optional<List<ProjectOption.Found>> found = project.all();
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    boolean fine = true;
    try (GathererClient client = gatherer.client()) {
      for (ProjectOption.Found one : found.get()) {
        fine &= check(client, one);
      }
    }
    spec.commandLine().getOut().flush();
    return fine ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean check(GathererClient client, ProjectOption.Found found) {
    String name = found.datasource().name();
    Columns table;
    try {
      table = new TableView(client).table(name);
    } catch (GathererException e) {
      if (e.isAboutTheGatherer()) {
        throw e;
      }
      boolean comes = e.isMissing() && !found.datasource().engine().isEmpty();
      say(
          name
              + ": "
              + (comes ? "not known before the connector creates its table" : e.getMessage()));
      return comes;
    }
    TableDelivery delivery = table.delivery();
    Delivery wanted = found.datasource().kafka().delivery();
    boolean exact = wanted != Delivery.AT_LEAST_ONCE && delivery.best() == Guarantee.EXACTLY_ONCE;
    say(name + ": " + (exact ? "exactly once" : "at least once" + asked(wanted)));
    if (exact) {
      delivery.remarks().forEach(remark -> say("  but " + remark));
    } else if (wanted != Delivery.AT_LEAST_ONCE) {
      delivery.obstacles().forEach(obstacle -> say("  because " + obstacle));
    }
    return exact || wanted != Delivery.EXACTLY_ONCE;
  }

  private static String asked(Delivery wanted) {
    return switch (wanted) {
      case AT_LEAST_ONCE -> ", as DELIVERY says";
      case EXACTLY_ONCE -> ", though DELIVERY is exactly_once: it will not start";
      case BEST -> "";
    };
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
  }
}
