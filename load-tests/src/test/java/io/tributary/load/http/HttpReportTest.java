package io.tributary.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.http.HttpLoadOptions.Offer;
import io.tributary.load.http.proof.Flaw;
import io.tributary.load.http.proof.Verdict;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.report.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a reader of {@code http.md} must find. */
class HttpReportTest {
  private static final Machine MACHINE =
      new Machine("Model 9", 2, 4L << 30, "Linux 6.1", "OpenJDK 25", "0123456789ab+");
  private static final HttpLoadOptions OPTIONS =
      new HttpLoadOptions(
          new Offer(500, 2_000, 30, 1, 42),
          Duration.ofSeconds(10),
          Duration.ZERO,
          List.of(HttpPhase.values()),
          Optional.empty());

  @Test
  void figuresStandUnderTheirHeadings() {
    String text = report(result(HttpPhase.ACCEPTED, 30, 0));
    assertHas(
        text,
        "    ./again",
        "Model 9, 2 cores, 4 GiB; Linux 6.1; OpenJDK 25; sources 0123456789ab+.",
        "**Holds**: each row of each acknowledged request is there once.",
        "| 202 | 2,000 | 20,000 | 3 | 7 | 1.5 | 2.5 | 3.5 | 4.5 |",
        "| 202 | 4.00 | 2.00 | 1.00 | 5,000 | 10,000 | 50,000 | 33,333 | 12 | 30 | 300 |",
        "| 202 | 503 BUSY | 3 |",
        "| 202 | 20,000 | 200,000 | 200,000 | 0 |");
  }

  @Test
  void directPhaseIsComparedByTheCpuOfClickHouse() {
    assertHas(
        report(result(HttpPhase.DIRECT, 20_000, 0)),
        "| direct | 4.00 | 2.00 | 1.00 | n/a | 10,000 | n/a | 100,000 | n/a | 20,000 | 300 |");
  }

  @Test
  void asynchronousInsertsThatWereNotGatheredAreNamed() {
    String named = "**direct-async is no fair comparison**";
    assertTrue(report(result(HttpPhase.DIRECT_ASYNC, 20_000, 0)).contains(named));
    assertFalse(report(result(HttpPhase.DIRECT_ASYNC, 50, 0)).contains(named));
  }

  @Test
  void flawsOfAGathererDoNotHoldAndNameTheRequest() {
    String text = report(result(HttpPhase.STORED, 30, 2));
    assertHas(
        text,
        "**Does not hold**:",
        "- wait: 2 requests with flaws",
        "  - request 5 (connection 0, number 5): missing in the table: none of 3");
    assertFalse(text.contains("**Holds**"), text);
  }

  @Test
  void flawsOfClickHouseAloneAreNotTributarys() {
    assertTrue(report(result(HttpPhase.DIRECT, 30, 2)).contains("**Holds**"));
  }

  @Test
  void programsFindWhatTheTablesHave() throws JsonProcessingException {
    HttpReport report =
        new HttpReport(MACHINE, "./again", OPTIONS, List.of(result(HttpPhase.STORED, 30, 2)));
    JsonNode json = new ObjectMapper().readTree(HttpReportJson.render(report));
    assertEquals("./again", json.path("command").textValue());
    assertEquals("0123456789ab+", json.path("machine").path("commit").textValue());
    assertEquals(30, json.path("options").path("rowsPerRequest").intValue());
    assertFalse(json.path("holds").booleanValue());
    JsonNode phase = json.path("phases").path(0);
    assertEquals("wait", phase.path("phase").textValue());
    assertEquals(20_000, phase.path("rowsPerSecond").doubleValue());
    assertEquals(3, phase.path("errors").path("503 BUSY").intValue());
    assertEquals(2.5, phase.path("latencyMillis").path("p99").doubleValue());
    assertEquals("clickhouse", phase.path("processes").path(1).path("name").textValue());
    assertEquals(2, phase.path("processes").path(1).path("cpuSeconds").doubleValue());
    assertEquals(12, phase.path("inserts").intValue());
    assertEquals(30, phase.path("parts").intValue());
    assertEquals(2, phase.path("proof").path("flaws").intValue());
  }

  @Test
  void whatWasAskedForIsSaid() {
    String text = report(result(HttpPhase.ACCEPTED, 30, 0));
    assertTrue(text.contains("2,000 requests per second of 1 to 30 rows"), text);
    assertTrue(text.contains("It has `HTTP_BUFFER=384MiB`."), text);
  }

  private static String report(PhaseResult result) {
    return new HttpReport(MACHINE, "./again", OPTIONS, List.of(result)).text();
  }

  private static PhaseResult result(HttpPhase phase, long parts, long flaws) {
    List<Flaw> named =
        flaws == 0 ? List.of() : List.of(new Flaw(5, Flaw.Kind.MISSING, "the table", "none of 3"));
    return new PhaseResult(
        phase,
        10,
        20_000,
        200_000,
        Map.of("503 BUSY", 3L),
        7,
        new PhaseTally.Latency(1.5, 2.5, 3.5, 4.5),
        new PhaseResult.Cost(
            List.of(process("gatherer", 4), process("clickhouse", 2), process("harness", 1)),
            phase.isDirect() ? OptionalLong.empty() : OptionalLong.of(12),
            parts),
        new Verdict(20_000, new Verdict.Uncertain(0, 0, 3), 200_000, 0, named, flaws));
  }

  private static ProcessFigures process(String name, double cpuSeconds) {
    return new ProcessFigures(name, cpuSeconds, 300L << 20, 200L << 20, 1, Optional.empty());
  }

  private static void assertHas(String text, String... lines) {
    for (String line : lines) {
      assertTrue(text.lines().toList().contains(line), line + "\nis not in\n" + text);
    }
  }
}
