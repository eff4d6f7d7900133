package io.tributary.load.http.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.http.proof.Flaw;
import io.tributary.load.http.proof.Verdict;
import io.tributary.load.report.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader of {@code http-crash.md} must find. */
class HttpCrashReportTest {
  private static final Flaw FLAW = new Flaw(5, Flaw.Kind.TWICE, "the table", "2 rows of 1");

  @Test
  void figuresAreNamed() {
    HttpCrashResult result = result(List.of(), List.of());
    assertTrue(result.holds());
    List<String> lines = report(result).lines().toList();
    for (String line :
        List.of(
            "    ./again",
            "Model 9, 2 cores, 4 GiB; Linux 6.1; OpenJDK 25; sources 0123456789ab+.",
            "| kills of the gatherer (SIGKILL) | 50 |",
            "| kills of ClickHouse (SIGKILL) | 10 |",
            "| requests | 1,106 |",
            "| not acknowledged: some rows there | 0 |",
            "| rows in the table | 20,000 |")) {
      assertTrue(lines.contains(line), line + " is not in " + lines);
    }
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("**Holds**")), lines.toString());
  }

  @Test
  void flawDoesNotHoldAndNamesTheRequestAndTheFolder() {
    HttpCrashResult result = result(List.of(FLAW), List.of());
    assertFalse(result.holds());
    String text = report(result);
    assertTrue(text.contains("**Does not hold**. Logs and data: `work`"), text);
    assertTrue(text.contains("- request 5 (connection 0, number 5): twice in the table"), text);
  }

  @Test
  void problemAloneDoesNotHoldEither() {
    HttpCrashResult result = result(List.of(), List.of("a keyed request was never answered"));
    assertFalse(result.holds());
    assertTrue(report(result).contains("\n- a keyed request was never answered\n"));
  }

  private static String report(HttpCrashResult result) {
    Machine machine =
        new Machine("Model 9", 2, 4L << 30, "Linux 6.1", "OpenJDK 25", "0123456789ab+");
    String text = new HttpCrashReport(machine, "./again", result).text();
    assertEquals("# Crashes under load over HTTP", text.lines().findFirst().orElseThrow());
    return text;
  }

  private static HttpCrashResult result(List<Flaw> flaws, List<String> problems) {
    return new HttpCrashResult(
        50,
        10,
        new CrashCounts(900, 200, 300, 40, 20, 10, 190),
        new Verdict(1_100, new Verdict.Uncertain(2, 0, 4), 20_000, 300, flaws, flaws.size()),
        problems,
        Duration.ofSeconds(200),
        Path.of("work"));
  }
}
