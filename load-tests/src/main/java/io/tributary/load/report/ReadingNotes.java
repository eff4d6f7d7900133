package io.tributary.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the figures of a report are to be read, a sentence each. */
final class ReadingNotes {
  private ReadingNotes() {}

  static List<String> of(LoadReport report) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "The window goes from the moment at which the first measured row could be read to the"
            + " first look that found all rows stored (towards the end looks are 25 ms apart,"
            + " earlier up to 500 ms). Where rows are stored twice it ends with a proof that none"
            + " is missing, which is taken every 2 s.");
    if (report.plan().variants().getFirst().scenario().offer().warmUpRows() == 0) {
      notes.add(
          "There is no warm-up: the start and the cold JVM of the connectors are in the figures.");
    }
    for (RunResult run : report.runs()) {
      if (run.remarks().frozenSeconds() > 0) {
        notes.add(
            String.format(
                Locale.ROOT,
                "Run %d (%s): connectors were frozen for %.1f s while rows were preloaded; after"
                    + " more than 15 s they connect to their gatherer anew.",
                run.number(),
                run.variant(),
                run.remarks().frozenSeconds()));
      }
    }
    notes.add(
        "CPU is user and system time out of /proc in steps of 10 ms; peak memory is since the"
            + " process began. `harness` is what sends and looks; what the looks cost ClickHouse is"
            + " in its figures.");
    notes.add(
        "The whole pipeline is all processes but kafka and harness. The peak memory of a role is"
            + " that of its largest process; that of connector + gatherer is the most that all of"
            + " them had at one time in the window.");
    notes.add("Parts are those that inserts made; merges are not counted.");
    if (!report.flames().fileNames().isEmpty()) {
      notes.add(
          ("Flame graphs of the measured windows, over all runs of a variant: %s; shares are in %s."
                  + " Recording costs the services CPU, which is in the figures.")
              .formatted(String.join(", ", report.flames().fileNames()), report.flameTable()));
    }
    report.flames().problems().forEach(problem -> notes.add("Flame graphs: " + problem));
    if (report.runs().stream().anyMatch(run -> run.variant().equals(LoadReport.CLIENT_V2))) {
      notes.add(
          "client-v2 pushes rows that were encoded beforehand, in inserts of as many rows as the"
              + " gatherer's had on average and laid out as those, into an identical table.");
    }
    return notes;
  }
}
