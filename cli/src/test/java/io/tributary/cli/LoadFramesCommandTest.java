package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told before anything is started. */
@SuppressWarnings("NullAway.Init") // JUnit sets it.
class LoadFramesCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--phases=held,soon   | there is no phase 'soon': use saturated, idle, tables,",
        "--pairs=0            | pairs are 1 or more, not 0",
        "--rows=0             | rows are 1 or more, not 0",
        "--batch-rows=500000  | a batch has 1 to 166,666 rows, not 500,000",
        "--tables=1,1001      | a session has 1 to 1,000 tables, not 1,001",
        "--idle-tables=1000   | idle tables are 1 to 999, not 1,000",
        "--held-tables=0      | held tables are 1 or more, not 0",
        "--gatherer=X         | should be in KEY=VALUE format but was X",
      })
  void whatCannotBeRunIsRefused(String option, String message) {
    Path work = folder.resolve("work");
    Path output = folder.resolve("output");
    CommandRun run =
        CommandRun.of(
            "load", "frames", option, "--work", work.toString(), "--output", output.toString());
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(work), "nothing was started");
    assertFalse(Files.exists(output), "nothing was written");
  }
}
