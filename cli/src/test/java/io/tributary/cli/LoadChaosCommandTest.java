package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told before anything is started. */
@SuppressWarnings("NullAway.Init") // JUnit sets it.
class LoadChaosCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"many", "1..", "1..x", "1-20", "1...20", "1.5", "1234567890123456789"})
  void seedsThatAreNoNumbersAreRefused(String seeds) {
    assertRefused("--seed '" + seeds + "' is neither a number nor like 1..20.", "--seeds=" + seeds);
  }

  @Test
  void seedsThatEndBeforeTheyBeginAreRefused() {
    assertRefused("--seeds '20..1' ends before it begins.", "--seeds=20..1");
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "-3, PT-3M", "0.00001, PT0S"})
  void minutesThatAreNotPositiveAreRefused(String minutes, String told) {
    assertRefused("times are positive, not " + told + " and PT2M", "--minutes=" + minutes);
  }

  @Test
  void moreThanAnybodyWaitsForIsRefused() {
    assertRefused("--seeds '1..999999999999' are more than 1000", "--seeds=1..999999999999");
    assertRefused("faults begin for PT168H at the most, not ", "--minutes=1e30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "180001"})
  void faultsThatDoNotGoIntoTheTimeAreRefused(String faults) {
    assertRefused(faults + " faults do not go into PT3M", "--faults=" + faults);
  }

  @Test
  void minutesThatAreNoNumberAreRefused() {
    assertRefused("Invalid value for option '--minutes'", "--minutes=soon");
  }

  @Test
  void processesAndRecordsThatAreNoneAreRefused() {
    assertRefused(
        "connectors, gatherers and records are 1 or more, not 2, 0 and 200", "--gatherers=0");
  }

  @Test
  void helpNamesOptionsDefaultsAndExitCodes() {
    CommandRun run = CommandRun.of("load", "chaos", "--help");
    assertEquals(0, run.exitCode());
    String help = run.out().replaceAll("\\s+", " ");
    for (String part :
        List.of(
            "Usage: tributary load chaos",
            "--seed, --seeds=N[..M] Which schedule; several one after the other (default: 1).",
            "--minutes=M How long faults begin, for each seed (default: 3).",
            "--faults=K How many, for each seed (default: one each 4.5 s).",
            "--quiet-every=M Minutes between two proofs (default: 2).",
            "--connectors=N Processes of that kind (default: 2).",
            "--gatherers=N Processes of that kind (default: 2).",
            "--rate=N Records per second of each of five sources (default: 200).",
            "--output=FOLDER Where the report goes (default: load-results).",
            "--work=FOLDER Where logs go (default: .tributary/load).",
            "Exit code 0 only if each seed holds.")) {
      assertTrue(help.contains(part), part + " is not in " + run.out());
    }
    assertEquals("", run.err());
  }

  private void assertRefused(String message, String option) {
    Path work = folder.resolve("work");
    Path output = folder.resolve("output");
    List<String> args = new ArrayList<>(List.of("load", "chaos", option));
    args.addAll(List.of("--work", work.toString(), "--output", output.toString()));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.err().contains(message), run.err());
    assertTrue(run.err().contains("Usage: tributary load chaos"), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(work), "nothing was started");
    assertFalse(Files.exists(output), "nothing was written");
  }
}
