package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told before anything is started. */
@SuppressWarnings("NullAway.Init") // JUnit sets it.
class LoadHttpCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http       | --connections=0      | connections: 1 to 20000, not 0",
        "http       | --rate=0             | the rate: 1 to 1000000, not 0",
        "http       | --rows-per-request=0 | rows per request: 1 to 10000, not 0",
        "http       | --pipelined=65       | pipelined requests: 1 to 64, not 65",
        "http       | --seconds=0          | a phase takes 1 s to 3600 s, not 0 s",
        "http       | --warm-up=-1         | the warm-up takes 0 s to 3600 s, not -1 s",
        "http       | --phases=202,soon    | there is no phase 'soon': use 202, wait, direct,",
        "http       | --phases=wait,wait   | phases are one or more, each once",
        "http-crash | --kills=0            | kills: 1 to 10000, not 0",
        "http-crash | --connections=201    | connections: 1 to 200, not 201",
        "http-crash | --seed=x             | Invalid value for option '--seed'",
      })
  void whatCannotBeRunIsRefused(String command, String option, String message) {
    Path work = folder.resolve("work");
    Path output = folder.resolve("results");
    CommandRun run =
        CommandRun.of(
            "load", command, option, "--work", work.toString(), "--output", output.toString());
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.err().contains(message), run.err());
    assertTrue(run.err().contains("Usage: tributary load " + command), run.err());
    assertFalse(Files.exists(work), "nothing was started");
    assertFalse(Files.exists(output), "nothing was written");
  }

  @Test
  void helpNamesOptionsDefaultsAndExitCodes() {
    String http = help("http");
    for (String part :
        List.of(
            "--connections=N Producers, each with one request at a time (default: 500).",
            "(default: 2000)",
            "--rows-per-request=N Most rows of a paced request; it has 1 or more (default: 20).",
            "--seconds=T Length of each phase (default: 60).",
            "Which, in this order: 202, wait, direct, direct-async, one-row, bulk (default: all).",
            "--output=FOLDER Where the report goes (default: load-results).",
            "Exit code 0 only if that holds.")) {
      assertTrue(http.contains(part), part + " is not in " + http);
    }
    String crash = help("http-crash");
    assertTrue(crash.contains("--kills=N How often the gatherer is killed (default: 50)."), crash);
    assertTrue(
        crash.contains("--seed=S Of requests and of the times of kills (default: 1)."), crash);
  }

  private static String help(String command) {
    CommandRun run = CommandRun.of("load", command, "--help");
    assertEquals(0, run.exitCode());
    assertEquals("", run.err());
    return run.out().replaceAll("\\s+", " ");
  }
}
