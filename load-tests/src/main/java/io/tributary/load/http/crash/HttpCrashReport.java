package io.tributary.load.http.crash;

import io.tributary.load.http.proof.Verdict;
import io.tributary.load.report.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What was killed and what it proved, for people.
 *
 * @param command that makes this run again
 */
public record HttpCrashReport(Machine machine, String command, HttpCrashResult result) {
  private static final int MOST_FLAWS = 100;

  /** Writes it to this file. */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  String text() {
    StringBuilder text = new StringBuilder("# Crashes under load over HTTP\n\n");
    text.append("    ").append(command).append("\n\n");
    text.append(machine.line()).append(".\n\n");
    if (result.holds()) {
      text.append(
          "**Holds**: each row of each acknowledged request is there once, and no other row"
              + " twice.\n\n");
    } else {
      bad(text);
    }
    figures(text);
    return text.toString();
  }

  private void bad(StringBuilder text) {
    text.append("**Does not hold**. Logs and data: `").append(result.folder()).append("`\n\n");
    result.problems().forEach(problem -> text.append("- ").append(problem).append('\n'));
    result.verdict().flaws().stream()
        .limit(MOST_FLAWS)
        .forEach(flaw -> text.append("- ").append(flaw).append('\n'));
    long more = result.verdict().flawCount() - MOST_FLAWS;
    if (more > 0) {
      text.append("- and ").append(more).append(" more\n");
    }
    text.append('\n');
  }

  private void figures(StringBuilder text) {
    CrashCounts counts = result.counts();
    Verdict verdict = result.verdict();
    Verdict.Uncertain uncertain = verdict.uncertain();
    text.append("| what | how many |\n|---|--:|\n");
    line(text, "kills of the gatherer (SIGKILL)", result.kills());
    line(text, "kills of ClickHouse (SIGKILL)", result.clickHouseKills());
    line(text, "seconds", result.took().toSeconds());
    line(text, "requests", verdict.acknowledged() + uncertain.requests());
    line(text, "answered with 202: rows are on disk", counts.accepted());
    line(text, "answered with 200: rows are in the table", counts.stored());
    line(text, "of these looked for in the table at once", counts.lookedUp());
    line(text, "with an Idempotency-Key, repeated until answered", counts.keyed());
    line(text, "repeats", counts.repeats());
    line(text, "answers that were those of an earlier attempt", counts.replayed());
    line(text, "answers that asked to come back", counts.later());
    line(text, "not acknowledged: all rows there", uncertain.whole());
    line(text, "not acknowledged: some rows there", uncertain.partly());
    line(text, "not acknowledged: no row there", uncertain.absent());
    line(text, "rows in the table", verdict.rows());
    line(text, "rows in the quarantine table", verdict.quarantined());
    line(text, "flaws", verdict.flawCount());
  }

  private static void line(StringBuilder text, String what, long count) {
    text.append(String.format(Locale.ROOT, "| %s | %,d |%n", what, count));
  }
}
