package io.tributary.cli;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.cli.gatherer.TableView;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.MetaColumns;
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
  private static final String WITHOUT_META_COLUMNS =
      "META_COLUMNS is off: retries of an insert are stored once only if the table deduplicates"
          + " inserts (Replicated*, or non_replicated_deduplication_window > 0), and rows in flight"
          + " when a gatherer crashes may be stored twice";

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
    Datasource datasource = found.datasource();
    Columns table;
    try {
      table = new TableView(client).table(name);
    } catch (GathererException e) {
      if (e.isAboutTheGatherer()) {
        throw e;
      }
      boolean comes = e.isMissing() && !datasource.engine().isEmpty();
      say(
          name
              + ": "
              + (comes
                  ? "not known before the %s creates its table"
                      .formatted(datasource.kafka().isPresent() ? "connector" : "gatherer")
                  : e.getMessage()));
      return comes;
    }
    if (datasource.metaColumns() == MetaColumns.OFF) {
      say(name + ": " + WITHOUT_META_COLUMNS);
      return true;
    }
    TableDelivery delivery = table.delivery();
    Delivery wanted = datasource.kafka().map(KafkaSource::delivery).orElse(Delivery.BEST);
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
