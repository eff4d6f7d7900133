package io.tributary.load.gate;

import static io.tributary.load.gate.GateFixture.cpu;
import static io.tributary.load.gate.GateFixture.figures;
import static io.tributary.load.gate.GateFixture.speed;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told before anything is started. */
@SuppressWarnings("NullAway.Init") // JUnit sets it.
class GateRunTest {
  private static final Path OURS = Path.of("scenarios/gate");

  @TempDir private Path folder;

  @Test
  void scenariosOfTheProjectAreRunAndThenTheParts() throws GateException {
    assertEquals(
        List.of("w-avro", "w-json", "frames", "decode"), GateRun.read(OURS, List.of()).names());
    assertEquals(
        List.of("w-json", "decode"), GateRun.read(OURS, List.of("decode", "w-json")).names());
  }

  @Test
  void unknownNameIsAnsweredWithTheKnownOnes() {
    assertEquals(
        "The gate has no scenario 'w': it has w-avro, w-json, frames, decode.",
        refusal(OURS, List.of("w")));
  }

  @Test
  void folderWithoutScenariosIsSaid() {
    String refusal = refusal(folder.resolve("none"), List.of());
    assertTrue(refusal.startsWith("There are no scenarios in " + folder), refusal);
    assertTrue(refusal.contains("--scenarios"), refusal);
    assertEquals(
        "There are no scenarios in " + folder, refusal(folder, List.of()).split(":", -1)[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: a      | the gate compares with a baseline",
        "nmae: a      | 'name'",
        "name: frames | Two scenarios of the gate are called 'frames'",
      })
  void scenarioThatIsNoneOfTheGateIsRefused(String line, String message) throws IOException {
    String baseline = line.contains("frames") ? "\nbaseline: poll" : "";
    Path unused = Files.writeString(folder.resolve("a.yaml"), line + "\nrows: 10" + baseline);
    String refusal = refusal(folder, List.of());
    assertTrue(refusal.contains(message), refusal);
  }

  @Test
  void scenarioThatTheReferenceLacksIsSaidAtOnce() throws GateException {
    GateRun json = GateRun.read(OURS, List.of("w-json"));
    GateRun all = GateRun.read(OURS, List.of());
    GateFigures reference = figures(speed(0.6), cpu(0.08));
    assertDoesNotThrow(() -> json.canBeJudgedBy(reference));
    assertEquals(
        "The reference has no ratios of w-avro, decode: record it anew with --record.",
        assertThrows(GateException.class, () -> all.canBeJudgedBy(reference)).getMessage());
  }

  private static String refusal(Path scenarios, List<String> chosen) {
    return String.valueOf(
        assertThrows(GateException.class, () -> GateRun.read(scenarios, chosen)).getMessage());
  }
}
