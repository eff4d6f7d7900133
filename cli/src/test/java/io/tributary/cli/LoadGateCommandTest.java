package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told before anything is started. */
@SuppressWarnings("NullAway.Init") // JUnit sets it.
class LoadGateCommandTest {
  private static final Path OURS = Path.of("..", "load-tests", "scenarios", "gate");

  @TempDir private Path folder;

  @Test
  void missingReferenceIsASentenceAndTwo() {
    refused(
        "There is no reference %s: record one with --record".formatted(reference()),
        "--scenarios",
        OURS.toString());
  }

  @Test
  void referenceOfAnotherFormatIsASentenceAndTwo() throws IOException {
    write("{\"kind\": \"load gate\", \"format\": 7}");
    refused(
        "gate.json has format 7, and this version of Tributary reads 2; record it anew with"
            + " --record.",
        "--scenarios",
        OURS.toString());
  }

  @Test
  void referenceWithoutAScenarioIsSaidBeforeMinutesAreSpent() throws IOException {
    write(reference("w-json"));
    refused(
        "The reference has no ratios of w-avro, frames, decode: record it anew with --record.",
        "--scenarios",
        OURS.toString());
  }

  @Test
  void referenceOfAnotherRunIsSaidBeforeMinutesAreSpent() throws IOException {
    write(reference("decode"));
    refused(
        "decode of the reference was another run, which had 'pairs: 7', and now has 'JSON: 800",
        "--scenarios",
        OURS.toString(),
        "--scenario",
        "decode");
  }

  @Test
  void partOfTheGateIsNotRecordedOverAWholeReference() throws IOException {
    write(reference("w-json"));
    refused(
        "gate.json has ratios of w-json too",
        "--scenarios",
        OURS.toString(),
        "--scenario",
        "decode",
        "--record");
  }

  @Test
  void unknownScenarioIsRefused() {
    refused(
        "The gate has no scenario 'w': it has w-avro, w-json, frames, decode.",
        "--scenarios",
        OURS.toString(),
        "--scenario=w");
  }

  /** Tests run in a module's folder, where no scenario of the gate is. */
  @Test
  void elsewhereTheFolderOfTheScenariosIsAskedFor() {
    refused("There are no scenarios in load-tests/scenarios/gate: run ./tributary out of");
  }

  @Test
  void toleranceIsAPercentage() {
    refused("the tolerance is a percentage between 0 and 100, not 100.0", "--tolerance", "100");
    refused("'much' is not", "--tolerance", "much");
  }

  private void refused(String message, String... more) {
    Path work = folder.resolve("work");
    Path output = folder.resolve("output");
    List<String> args =
        new ArrayList<>(
            List.of(
                "load",
                "gate",
                "--reference",
                reference().toString(),
                "--work",
                work.toString(),
                "--output",
                output.toString()));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(work), "nothing was started");
    assertFalse(Files.exists(output), "nothing was written");
  }

  private Path reference() {
    return folder.resolve("gate.json");
  }

  private void write(String text) throws IOException {
    Path unused = Files.writeString(reference(), text);
  }

  private static String reference(String scenario) {
    return """
    {"kind": "load gate", "format": 2, "started": "2026-01-02T03:04:05Z",
     "machine": {"cpu": "Some CPU", "cores": 2, "memoryBytes": 1, "system": "Linux",
       "jdk": "JDK 25", "commit": "abc"},
     "steps": [{"scenario": "%1$s", "subject": "pairs: 7"}],
     "ratios": [{"scenario": "%1$s", "name": "rows/s", "better": "higher",
       "median": 1, "lowest": 1, "highest": 1}]}
    """
        .formatted(scenario);
  }
}
