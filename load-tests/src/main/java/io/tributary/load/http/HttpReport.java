package io.tributary.load.http;

import io.tributary.load.baseline.BulkRequests;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.report.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The report of a run of load over HTTP, for people.
 *
 * @param command that makes this run again
 */
record HttpReport(
    Machine machine, String command, HttpLoadOptions options, List<PhaseResult> results) {
  private static final String NOT_MEASURED = "n/a";
  private static final int MOST_FLAWS = 10;

  HttpReport {
    results = List.copyOf(results);
  }

  /**
   * Writes {@code http.md} and {@code http.json} into a folder, which is made if it is not there.
   */
  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("http.md"), text());
      Files.writeString(folder.resolve("http.json"), HttpReportJson.render(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder + ": " + e, e);
    }
  }

  /** Whether each row of each acknowledged request to the gatherer is there once. */
  boolean holds() {
    return results.stream().allMatch(PhaseResult::holds);
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Load over HTTP");
    lines.add("");
    lines.add("    " + command);
    lines.add("");
    lines.add(machine.line() + ".");
    lines.add("");
    lines.add("JVM of the gatherer: `" + String.join(" ", ServiceUnderLoad.JVM_OPTIONS) + "`.");
    options
        .gathererSettings()
        .forEach((name, value) -> lines.add("It has `%s=%s`.".formatted(name, value)));
    lines.add("");
    verdict(lines);
    phases(lines);
    speed(lines);
    cost(lines);
    errors(lines);
    proof(lines);
    notes(lines);
    return String.join("\n", lines) + "\n";
  }

  private void verdict(List<String> lines) {
    List<PhaseResult> bad = results.stream().filter(result -> !result.holds()).toList();
    if (bad.isEmpty()) {
      lines.add("**Holds**: each row of each acknowledged request is there once.");
    } else {
      lines.add("**Does not hold**:");
      for (PhaseResult result : bad) {
        lines.add(
            String.format(
                Locale.ROOT,
                "- %s: %,d requests with flaws",
                result.phase().word(),
                result.verdict().flawCount()));
        result.verdict().flaws().stream()
            .limit(MOST_FLAWS)
            .forEach(flaw -> lines.add("  - " + flaw));
      }
    }
    lines.add("");
  }

  private void phases(List<String> lines) {
    HttpLoadOptions.Offer offer = options.offer();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d connections, %d s each. Paced: %,d requests per second of 1 to %,d rows, the same"
                + " in each paced phase (seed %d). Rows are those of data set W and the number of"
                + " their request and row, about 240 bytes.",
            offer.connections(),
            options.time().toSeconds(),
            offer.requestsPerSecond(),
            offer.rowsPerRequest(),
            offer.seed()));
    lines.add("");
    for (PhaseResult result : results) {
      String pipelined =
          result.phase() == HttpPhase.ONE_ROW
              ? offer.pipelined() == 1
                  ? ", no pipelining"
                  : ", up to " + offer.pipelined() + " pipelined on a connection"
              : "";
      lines.add(
          "- **%s**: %s%s".formatted(result.phase().word(), result.phase().about(), pipelined));
    }
    lines.add("");
  }

  private void speed(List<String> lines) {
    lines.add("## Requests");
    lines.add("");
    lines.add(
        "| phase | requests/s | rows/s | errors | not sent | p50 ms | p99 ms | p99.9 ms | max ms"
            + " |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (PhaseResult result : results) {
      PhaseTally.Latency latency = result.latency();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f | %,d | %s | %,.1f | %,.1f | %,.1f | %,.1f |",
              result.phase().word(),
              result.requestsPerSecond(),
              result.rowsPerSecond(),
              result.errorCount(),
              result.phase().isPaced() ? number(result.notSent()) : NOT_MEASURED,
              latency.p50(),
              latency.p99(),
              latency.p999(),
              latency.max()));
    }
    lines.add("");
  }

  private void cost(List<String> lines) {
    lines.add("## Cost");
    lines.add("");
    lines.add(
        "| phase | gatherer CPU s | ClickHouse CPU s | harness CPU s | requests per gatherer CPU s"
            + " | requests per ClickHouse CPU s | rows per gatherer CPU s | rows per CPU s of both"
            + " | inserts | parts | gatherer peak MiB |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (PhaseResult result : results) {
      lines.add(costLine(result));
    }
    lines.add("");
  }

  private static String costLine(PhaseResult result) {
    double gatherer = result.cost().cpuSeconds("gatherer");
    double clickHouse = result.cost().cpuSeconds("clickhouse");
    // A gatherer that has nothing to do has a little CPU, which says nothing.
    double used = result.phase().isDirect() ? 0 : gatherer;
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %s | %.2f | %s | %s | %s | %s | %s | %,d | %,.0f |",
        result.phase().word(),
        gatherer,
        clickHouse == 0 ? NOT_MEASURED : String.format(Locale.ROOT, "%.2f", clickHouse),
        result.cost().cpuSeconds("harness"),
        ratio(result.requests(), used),
        ratio(result.requests(), clickHouse),
        ratio(result.rows(), used),
        clickHouse == 0 ? NOT_MEASURED : ratio(result.rows(), used + clickHouse),
        inserts(result.cost().inserts()),
        result.cost().parts(),
        result.cost().peakBytes("gatherer") / 1048576.0);
  }

  private static String inserts(OptionalLong inserts) {
    return inserts.isPresent() ? number(inserts.getAsLong()) : NOT_MEASURED;
  }

  private static String ratio(long amount, double cpuSeconds) {
    return cpuSeconds == 0 ? NOT_MEASURED : number(Math.round(amount / cpuSeconds));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private void errors(List<String> lines) {
    if (results.stream().allMatch(result -> result.errors().isEmpty())) {
      return;
    }
    lines.add("## Errors");
    lines.add("");
    lines.add("| phase | answer | requests |");
    lines.add("|---|---|--:|");
    for (PhaseResult result : results) {
      result.errors().entrySet().stream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .forEach(
              error ->
                  lines.add(
                      "| %s | %s | %s |"
                          .formatted(
                              result.phase().word(), error.getKey(), number(error.getValue()))));
    }
    lines.add("");
  }

  private void proof(List<String> lines) {
    lines.add("## Proof");
    lines.add("");
    lines.add("| phase | acknowledged requests | their rows | rows in the table | flaws |");
    lines.add("|---|--:|--:|--:|--:|");
    for (PhaseResult result : results) {
      lines.add(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  result.phase().word(),
                  number(result.verdict().acknowledged()),
                  number(result.rows()),
                  number(result.verdict().rows()),
                  number(result.verdict().flawCount())));
    }
    lines.add("");
  }

  private void notes(List<String> lines) {
    lines.add("## How to read it");
    lines.add("");
    lines.add(
        "- Latency is that of acknowledged requests. In paced phases it begins when a request was"
            + " due by its schedule, and holds up to 1 ms until the producer looks; else it begins"
            + " when the request was sent. Requests **not sent** were due while their connection"
            + " still waited for an answer, up to the end; latencies have them with what they had"
            + " waited by then. Errors are not in latencies.");
    lines.add(
        "- A connection has one request at a time. With `wait=true` it waits for up to the"
            + " gatherer's `FLUSH_INTERVAL` (1 s) and an insert, so that 500 connections come to"
            + " about 500 requests per second.");
    lines.add(
        "- CPU is user and system time until all acknowledged rows are stored, out of /proc in"
            + " steps of 10 ms. Requests and rows per CPU second compare between machines that are"
            + " busy; those per second do not. Peak memory is since the gatherer began.");
    lines.add(
        "- Direct tables have ClickHouse's default settings; the gatherer's sync each insert to"
            + " disk and have its meta columns. Merges end with their phase.");
    if (options.clickHouse().isEmpty()) {
      lines.add(
          "- ClickHouse is the sandbox's: its engine as a library behind an HTTP front that runs 4"
              + " inserts at a time, has 128 wait and refuses others with"
              + " `TOO_MANY_SIMULTANEOUS_QUERIES`. Its CPU has the front in it.");
    } else {
      lines.add(
          "- ClickHouse is at " + options.clickHouse().get() + "; nobody could look at its CPU.");
    }
    if (results.stream().anyMatch(PhaseResult::isAsyncInsertIgnored)) {
      lines.add(
          "- This ClickHouse made a part of each asynchronous insert: as a library it does not"
              + " gather them, and **direct-async is no fair comparison**. `--clickhouse URL` takes"
              + " a server that does.");
    }
    lines.add(
        "- **bulk** has at most %d connections, so many that inserts fill up as from Kafka."
                .formatted(BulkRequests.CONNECTIONS)
            + " `./tributary load run load-tests/scenarios/http-bulk.yaml` compares such rows with"
            + " rows from Kafka, in pairs.");
  }
}
