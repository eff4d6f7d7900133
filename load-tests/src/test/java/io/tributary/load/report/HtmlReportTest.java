package io.tributary.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.html.PageCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HtmlReportTest {
  @Test
  void pageHasPlotsAndTablesAndNeedsNothingElse() {
    String page =
        HtmlReport.render(
            ReportFixture.report(
                Map.of("data set", "W"),
                ReportFixture.run(1, "tributary", 500_000),
                ReportFixture.run(2, "client-v2", 900_000)));
    Document document = PageCheck.wellFormedAndAlone(page);
    // Throughput, the curve of the one latency that has one, and two plots for each run.
    assertEquals(1 + 1 + 2 * 2, document.getElementsByTagName("svg").getLength());
    assertEquals("Load run: some-name", PageCheck.text(document, "h1", 0));
    for (String part :
        List.of(
            "Holds: every row that was sent is stored.",
            "Throughput over time",
            "CPU by process",
            "Latency, produce → visible",
            "tributary against client-v2",
            "./tributary load run some-name.yaml",
            "Some CPU, 2 cores",
            "kill kafka 0",
            "Read it with care.")) {
      assertTrue(page.contains(part), part);
    }
  }

  @Test
  void textOfAScenarioIsText() {
    String nasty = "<script>alert('\"&')</script>";
    SavedReport report =
        new SavedReport(
            new SavedReport.Subject(
                nasty, nasty, nasty, List.of(nasty), List.of(), Map.of(nasty, nasty)),
            new Machine(nasty, 1, 1, nasty, nasty, nasty),
            Instant.EPOCH,
            List.of(ReportFixture.run(1, nasty, 1000)),
            List.of(nasty),
            List.of(nasty));
    String page = HtmlReport.render(report);
    Document document = PageCheck.wellFormedAndAlone(page);
    assertEquals("Load run: " + nasty, PageCheck.text(document, "h1", 0));
    assertFalse(page.contains("<script"), page);
    assertTrue(page.contains("Does not hold"));
  }

  @Test
  void reportWithoutRunsIsAPage() {
    String page = HtmlReport.render(ReportFixture.report(Map.of()));
    assertTrue(page.contains("No run came to a result."));
    assertEquals(0, PageCheck.wellFormedAndAlone(page).getElementsByTagName("svg").getLength());
  }
}
