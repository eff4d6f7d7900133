package io.tributary.load.gate;

import static io.tributary.load.gate.GateFixture.cpu;
import static io.tributary.load.gate.GateFixture.speed;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    GateFigures reference = reference(all.subjects());
    assertDoesNotThrow(() -> json.canBeJudgedBy(reference));
    assertEquals(
        "The reference has no ratios of w-avro, decode: record it anew with --record.",
        assertThrows(GateException.class, () -> all.canBeJudgedBy(reference)).getMessage());
  }

  @Test
  void stepThatRanSomethingElseIsSaidAtOnce() throws GateException {
    GateRun json = GateRun.read(OURS, List.of("w-json"));
    Map<String, String> subjects = new LinkedHashMap<>(json.subjects());
    subjects.put("frames", "what nobody runs now");
    assertDoesNotThrow(() -> json.canBeJudgedBy(reference(subjects)));
    String now = String.valueOf(subjects.put("w-json", "rows: 2,000,000"));
    assertEquals(
        "w-json of the reference was another run, which had 'rows: 2,000,000', and now has '%s':"
                .formatted(now)
            + " record it anew with ./tributary load gate --record.",
        assertThrows(GateException.class, () -> json.canBeJudgedBy(reference(subjects)))
            .getMessage());
  }

  @Test
  void subjectsSayWhatWasRun() throws GateException {
    Map<String, String> subjects = GateRun.read(OURS, List.of()).subjects();
    for (String part :
        List.of(
            "rows: 3,000,000",
            "warm-up rows: 3,000,000",
            "-Xms32m -Xmx64m",
            "-Xmx144m -Xmn64m",
            "baselines: client-v2 kafka-engine poll",
            "pairs: 3")) {
      assertHas(subjects.get("w-json"), part);
    }
    for (String part :
        List.of("rows: 4,000,000", "warm-up rows: 4,000,000", "-Xmx96m", "seed 42", "pairs: 3")) {
      assertHas(subjects.get("frames"), part);
    }
    assertHas(subjects.get("decode"), "800 rounds of 4096 messages");
    assertHas(subjects.get("decode"), "pairs: 5");
  }

  private static void assertHas(@Nullable String text, String part) {
    assertTrue(text != null && text.contains(part), part + " is not in " + text);
  }

  private static GateFigures reference(Map<String, String> subjects) {
    return new GateFigures(
        GateFixture.MACHINE, GateFixture.STARTED, subjects, List.of(speed(0.6), cpu(0.08)));
  }

  private static String refusal(Path scenarios, List<String> chosen) {
    return String.valueOf(
        assertThrows(GateException.class, () -> GateRun.read(scenarios, chosen)).getMessage());
  }
}
