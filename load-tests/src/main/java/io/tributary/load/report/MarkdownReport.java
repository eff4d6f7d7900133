package io.tributary.load.report;

import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The report for people. */
final class MarkdownReport {
  private final LoadReport report;
  private final List<String> lines = new ArrayList<>();

  private MarkdownReport(LoadReport report) {
    this.report = report;
  }

  static String render(LoadReport report) {
    return new MarkdownReport(report).render();
  }

  private String render() {
    line("# Load run: " + report.plan().name());
    line("");
    if (!report.plan().about().isEmpty()) {
      line(report.plan().about());
      line("");
    }
    verdict();
    scenario();
    lines.addAll(MarkdownTables.render(report));
    notes();
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

  private void scenario() {
    Scenario first = report.plan().variants().getFirst().scenario();
    Scenario.Offer offer = first.offer();
    line(
        String.format(
            Locale.ROOT,
            "%s, %,d rows%s of data set %s (seed %d), %d %s × %d partitions, %d × connector, %d ×"
                + " gatherer.",
            offer.isScheduled()
                ? String.format(Locale.ROOT, "%,d rows per second", offer.rowsPerSecond())
                : offer.arrival() == Scenario.Arrival.PRELOADED
                    ? "As fast as possible from full topics"
                    : "As fast as possible",
            offer.rows(),
            offer.warmUpRows() == 0
                ? ""
                : String.format(Locale.ROOT, " after %,d of warm-up", offer.warmUpRows()),
            offer.data(),
            offer.seed(),
            first.topology().topics(),
            first.topology().topics() == 1 ? "topic" : "topics",
            first.topology().partitions(),
            first.topology().connectors(),
            first.topology().gatherers()));
    line("");
    line(
        "JVM of gatherers and connectors, before what a variant adds: `"
            + String.join(" ", ServiceUnderLoad.JVM_OPTIONS)
            + "`.");
    report
        .plan()
        .variants()
        .forEach(
            variant -> {
              settings(variant.name(), "gatherer", variant.scenario().gatherer());
              settings(variant.name(), "connector", variant.scenario().connector());
            });
    line("");
  }

  private void settings(String variant, String service, Scenario.ServiceOptions options) {
    StringJoiner text = new StringJoiner(" ");
    options.settings().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(setting -> text.add(setting.getKey() + "=" + setting.getValue()));
    options.jvm().forEach(text::add);
    if (text.length() > 0) {
      if (!lines.getLast().startsWith("- ")) {
        line("");
      }
      line(String.format(Locale.ROOT, "- %s, %s: `%s`", variant, service, text));
    }
  }

  private void notes() {
    boolean cold = report.plan().variants().getFirst().scenario().offer().warmUpRows() == 0;
    line("## How to read it");
    line("");
    line(
        "- The window goes from the moment at which the first measured row could be read to the"
            + " first look that found all rows stored (towards the end looks are 25 ms apart,"
            + " earlier up to 500 ms). Where rows are stored twice it ends with a proof that none"
            + " is missing, which is taken every 2 s.");
    if (cold) {
      line(
          "- There is no warm-up: the start and the cold JVM of the connectors are in the"
              + " figures.");
    }
    for (RunResult run : report.runs()) {
      if (run.remarks().frozenSeconds() > 0) {
        line(
            String.format(
                Locale.ROOT,
                "- Run %d (%s): connectors were frozen for %.1f s while rows were preloaded; after"
                    + " more than 15 s they connect to their gatherer anew.",
                run.number(),
                run.variant(),
                run.remarks().frozenSeconds()));
      }
    }
    line(
        "- CPU is user and system time out of /proc in steps of 10 ms; peak memory is since the"
            + " process began. `harness` is what sends and looks; what the looks cost ClickHouse is"
            + " in its figures.");
    line("- Parts are those that inserts made; merges are not counted.");
    if (report.sides().isPresent() && report.plan().variants().size() == 1) {
      line(
          "- client-v2 pushes rows that were encoded beforehand, in inserts of as many rows as the"
              + " gatherer's had on average and laid out as those, into an identical table.");
    }
    line("");
  }

  private void machine() {
    Machine machine = report.machine();
    line("## Machine");
    line("");
    line(String.format(Locale.ROOT, "- CPU: %s, %d cores", machine.cpu(), machine.cores()));
    line(String.format(Locale.ROOT, "- Memory: %.1f GiB", machine.memoryBytes() / 1073741824.0));
    line("- System: " + machine.system());
    line("- JDK: " + machine.jdk());
    line("- Commit: " + machine.commit());
    line("- Started: " + report.started());
  }

  private void line(String text) {
    lines.add(text);
  }
}
