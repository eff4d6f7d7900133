package io.tributary.load.gate;

import static io.tributary.load.gate.GateFixture.bytes;
import static io.tributary.load.gate.GateFixture.cpu;
import static io.tributary.load.gate.GateFixture.figures;
import static io.tributary.load.gate.GateFixture.garbage;
import static io.tributary.load.gate.GateFixture.speed;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // JUnit sets them.
class ReferenceFileTest {
  private static final GateFigures FIGURES =
      figures(speed(0.6, 0.5, 0.75), cpu(0.08), garbage(1), bytes(3, -2, 4));

  @TempDir private Path folder;
  private ReferenceFile reference;

  @BeforeEach
  void inAFolderThatIsNotThereYet() {
    reference = new ReferenceFile(folder.resolve("results").resolve("gate.json"));
  }

  @Test
  void whatWasWrittenIsRead() throws GateException {
    reference.write(FIGURES);
    assertEquals(FIGURES, reference.read());
  }

  @Test
  void missingOneIsToBeRecorded() {
    assertEquals(
        "There is no reference %s: record one with --record, or name another with --reference."
            .formatted(reference.file()),
        refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\" : 2        | \"format\" : 1     | has format 1, and this version of Tributary"
            + " reads 2",
        "\"steps\" : [         | \"other\" : [      | it does not say what was run of w-json",
        "\"subject\" : \"rows | \"was\" : \"rows   | 'subject' is not a text",
        "\"format\" : 2        | \"format\" : \"x\" | has format \"x\", and this version",
        "load gate             | load run           | is no reference of 'tributary load gate'",
        "\"median\" : 0.6      | \"median\" : \"a\" | 'median' is not a number",
        "\"median\" : 0.6      | \"median\" : 0.9   | which is no ratio",
        "\"lowest\" : 0.5      | \"lowest\" : 0     | which is no ratio",
        "\"tolerance\" : 2.0   | \"tolerance\" : 200 | is a percentage between 0 and 100",
        "\"atMost\" : 5.0      | \"atMost\" : true   | 'atMost' is not a number",
        "\"better\" : \"lower\"| \"better\" : \"up\"| 'better' is 'up', not higher or lower",
        "\"started\" : \"2026  | \"started\" : \"x  | cannot be read",
        "\"cores\" : 2         | \"cores\" : null   | 'cores' is not a whole number",
        "\"ratios\" : [        | \"other\" : [      | it has no ratios",
        "\"ratios\" : [        | \"ratios\" : [1,   | 'ratios' holds what is not an object",
        "{                     | [                  | is not JSON",
      })
  void whatIsNoReferenceIsRefused(String right, String wrong, String message) throws IOException {
    reference.write(FIGURES);
    String text = Files.readString(reference.file());
    assertTrue(text.contains(right), text);
    Files.writeString(reference.file(), text.replace(right, wrong));
    String refusal = refusal();
    assertTrue(refusal.contains(message), refusal);
    assertTrue(refusal.startsWith(reference.file().toString()), refusal);
    assertTrue(refusal.endsWith("; record it anew with --record."), refusal);
  }

  @Test
  void ratioThatIsThereTwiceIsRefused() throws IOException {
    reference.write(FIGURES);
    String text = Files.readString(reference.file());
    Files.writeString(
        reference.file(),
        text.replace("CPU of the gatherer by ClickHouse's", "rows/s by client-v2's")
            .replace("\"frames\"", "\"w-json\""));
    String refusal = refusal();
    assertTrue(refusal.contains("w-json: rows/s by client-v2's is there twice"), refusal);
  }

  @Test
  void partOfTheGateDoesNotReplaceAWholeReference() throws IOException {
    List<String> one = List.of("w-json");
    assertDoesNotThrow(() -> reference.mayBeReplacedBy(one));
    reference.write(FIGURES);
    assertDoesNotThrow(() -> reference.mayBeReplacedBy(List.of("w-json", "frames", "decode")));
    GateException refused = assertThrows(GateException.class, () -> reference.mayBeReplacedBy(one));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("has ratios of frames too"),
        refused.getMessage());
    Files.writeString(reference.file(), "no JSON");
    assertDoesNotThrow(() -> reference.mayBeReplacedBy(one));
  }

  private String refusal() {
    return String.valueOf(assertThrows(GateException.class, () -> reference.read()).getMessage());
  }
}
