package io.tributary.load.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.proof.ChaosProof.Verdict;
import io.tributary.load.chaos.proof.Flaw;
import io.tributary.load.chaos.schedule.FaultKind;
import io.tributary.load.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of {@code chaos.md} must find. */
class ChaosReportTest {
  private static final String COMMAND = "./tributary load chaos --seeds 7..8 --minutes 3";
  private static final Machine MACHINE =
      new Machine("Model 9", 2, 4L << 30, "Linux 6.1", "OpenJDK 25", "0123456789ab+");

  @TempDir private Path folder = Path.of("");

  @Test
  void commandMachineAndSourcesAreNamed() {
    List<String> lines = lines(good(7));
    assertTrue(lines.contains("    " + COMMAND), lines.toString());
    assertTrue(
        lines.contains("Model 9, 2 cores, 4 GiB; Linux 6.1; OpenJDK 25; sources 0123456789ab+."),
        lines.toString());
  }

  @Test
  void seedHasALineWithItsFiguresUnderTheirHeadings() {
    List<String> lines = lines(good(7));
    int heading =
        lines.indexOf(
            "| seed | faults | took | quiet points | records | quarantined | inserts | commits"
                + " proven | in doubt | view lacks | verdict |");
    assertTrue(heading > 0, lines.toString());
    assertEquals(
        "| 7 | 5 | 201 s | 2 | 123,456 | 78 | 1,900 | 120,000 | 34 | 6 | holds |",
        lines.get(heading + 2));
  }

  @Test
  void faultsAreCountedByKindInTheOrderOfKindsOnceForSeedsWithTheSame() {
    String text = report(good(7), bad(8, List.of(), 1), good(9)).text();
    assertTrue(
        text.contains(
            """
            | 7, 9 | kill gatherer 3, freeze kafka 1, late insert 1 |
            | 8 | kill kafka 1 |
            """),
        text);
  }

  @Test
  void seedsThatHoldAreCountedAndHaveNoSectionOfTheirOwn() {
    String text = report(good(7), good(8)).text();
    assertTrue(text.contains("\n2 of 2 seeds hold.\n"), text);
    assertFalse(text.contains("does not hold"), text);
  }

  @Test
  void seedWithAFlawDoesNotHoldAndSaysWhatAndWhereToLook() {
    String text = report(good(7), bad(8, List.of(), 1)).text();
    assertTrue(text.contains("\n1 of 2 seeds hold.\n"), text);
    assertTrue(text.contains("| 0 | **does not hold** |\n"), text);
    assertTrue(
        text.endsWith(
            """

            ## Seed 8 does not hold

            Logs and timelines: `work/seed-8`

            - MISSING c_plain: partition 1 offset 0, no row
            """),
        text);
  }

  @Test
  void problemAloneIsEnoughNotToHold() {
    String text = report(bad(8, List.of("the gatherer did not end"), 0)).text();
    assertTrue(text.contains("\n0 of 1 seeds hold.\n"), text);
    assertTrue(text.endsWith("`work/seed-8`\n\n- the gatherer did not end\n"), text);
  }

  @Test
  void tenFlawsAreNamedAndTheOthersCounted() {
    String ten = report(bad(8, List.of(), 10)).text();
    assertTrue(ten.endsWith("offset 9, no row\n"), ten);
    String more = report(bad(8, List.of(), 12)).text();
    assertTrue(more.endsWith("offset 9, no row\n- and 2 more\n"), more);
  }

  @Test
  void fileIsWrittenAnewAfterEachSeed() throws IOException {
    Path output = folder.resolve("not/there/yet");
    Path file = report(good(7)).write(output);
    assertEquals(file, report(good(7), good(8)).write(output));
    assertEquals(output.resolve("chaos.md"), file);
    assertEquals(report(good(7), good(8)).text(), Files.readString(file));
  }

  private static ChaosReport report(SeedResult... results) {
    return new ChaosReport(MACHINE, COMMAND, List.of(results));
  }

  private static List<String> lines(SeedResult result) {
    return report(result).text().lines().toList();
  }

  private static SeedResult good(long seed) {
    return new SeedResult(
        seed,
        Map.of(FaultKind.LATE_INSERT, 1, FaultKind.KILL_GATHERER, 3, FaultKind.FREEZE_KAFKA, 1),
        Duration.ofMillis(201_499),
        2,
        1_900,
        new Verdict(123_456, 78, 120_000, 34, 6, List.of()),
        List.of(),
        Path.of("work", "seed-" + seed));
  }

  private static SeedResult bad(long seed, List<String> problems, int flaws) {
    ChaosSource source = new ChaosSource(ChaosSource.Kind.PLAIN, "c");
    return new SeedResult(
        seed,
        Map.of(FaultKind.KILL_KAFKA, 1),
        Duration.ofSeconds(9),
        1,
        4,
        new Verdict(
            10,
            0,
            9,
            0,
            0,
            IntStream.range(0, flaws)
                .mapToObj(offset -> new Flaw(source, Flaw.Kind.MISSING, 1, offset, "no row"))
                .toList()),
        problems,
        Path.of("work", "seed-" + seed));
  }
}
