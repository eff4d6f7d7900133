package io.tributary.cli.audit;

import static io.tributary.cli.audit.Findings.RUN;
import static io.tributary.cli.audit.Findings.finding;
import static io.tributary.cli.audit.Findings.presence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Guarantee;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditViewTest {
  @Test
  void cleanTablesAreOneTableAndOneLine() {
    assertEquals(
        """
          datasource  topic   partition  run       offsets  rows  quarantined  missing  duplicates
          clicks      clicks          0  89abcdef  0-99       90            2        0           0
        Every record that was delivered is there.\
        """,
        lines(
            Findings.table(
                Guarantee.EXACTLY_ONCE, PartitionVerdict.of(finding(0, "", "", ""), null))));
  }

  @Test
  void rangesAreExactAndSayWhatKafkaHas() {
    PartitionVerdict holes =
        PartitionVerdict.of(
            finding(0, "5-9, 20", "40-41", "50-52"),
            new TopicSight(
                "clicks", RUN, presence("20", "", "5-9", ""), presence("52", "50", "51", "")));
    assertEquals(
        """
          datasource  topic   partition  run       offsets  rows  quarantined  missing  duplicates
          clicks      clicks          0  89abcdef  0-99       90            2        7           2
        clicks, partition 0, run 89abcdef:
          missing 20, 52 (2 offsets): Kafka has their records
          missing 5-9 (5 offsets): lost for good, Kafka has no such records any more
          duplicates 40-41 (2 offsets)
          cannot tell 51 (1 offset): never reported, and Kafka has no such records any more
        clicks: stop its connectors and fill the holes with --repair
        clicks: delete all but one row of each duplicate; docs/gap-detection.md has a query\
        """,
        lines(Findings.table(Guarantee.EXACTLY_ONCE, holes)));
  }

  @Test
  void duplicatesOfAtLeastOnceAreNoProblem() {
    assertEquals(
        """
          datasource  topic   partition  run       offsets  rows  quarantined  missing  duplicates
          clicks      clicks          3  89abcdef  0-99       90            2        0           1
        clicks, partition 3, run 89abcdef:
          duplicates 7 (1 offset): at least once allows them
        Every record that was delivered is there.\
        """,
        lines(
            Findings.table(
                Guarantee.AT_LEAST_ONCE, PartitionVerdict.of(finding(3, "", "7", ""), null))));
  }

  @Test
  void nothingIsCalledThereThatKafkaWasNotAskedAbout() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "", "", "50-52"),
            new TopicSight("clicks", RUN, Findings.NONE, presence("", "50-51", "", "52")));
    assertEquals(
        """
          datasource  topic   partition  run       offsets  rows  quarantined  missing  duplicates
          clicks      clicks          0  89abcdef  0-99       90            2        0           0
        clicks, partition 0, run 89abcdef:
          cannot tell 52 (1 offset): never reported, and Kafka did not get to them\
        """,
        lines(Findings.table(Guarantee.EXACTLY_ONCE, verdict)));
  }

  @Test
  void whoDidNotAskKafkaIsToldHow() {
    PartitionVerdict verdict = PartitionVerdict.of(finding(0, "", "", "50-52"), null);
    String lines =
        lines(
            new TableVerdict(
                Findings.table(Guarantee.EXACTLY_ONCE, verdict).finding(),
                false,
                List.of(verdict)));
    assertTrue(lines.contains("cannot tell 50-52 (3 offsets): never reported"), lines);
    assertTrue(
        lines.endsWith(
            "clicks: name its project with --datafiles, and Kafka is asked whether"
                + " it has the records"),
        lines);
  }

  @Test
  void whatHasExpiredUnreportedIsNotCalledDelivered() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "", "", "50-52"),
            new TopicSight("clicks", RUN, Findings.NONE, presence("", "", "50-52", "")));
    String lines = lines(Findings.table(Guarantee.EXACTLY_ONCE, verdict));
    assertTrue(lines.endsWith("\nEvery record that was reported as delivered is there."), lines);
  }

  @Test
  void comparisonThatWasCutSaysSoWithoutARange() {
    PartitionVerdict verdict =
        PartitionVerdict.of(Findings.truncated(finding(0, "", "", "")), null);
    assertEquals(
        """
          datasource  topic   partition  run       offsets  rows  quarantined  missing  duplicates
          clicks      clicks          0  89abcdef  0-99       90            2        0           0
        clicks, partition 0, run 89abcdef:
          100 offsets in doubt were not looked at; choose a time with --from and --to\
        """,
        lines(Findings.table(Guarantee.EXACTLY_ONCE, verdict)));
  }

  @Test
  void tableThatCannotBeCheckedSaysWhy() {
    assertEquals(
        "clicks: cannot be checked: table tributary_deliveries cannot be created",
        lines(Findings.unchecked("table tributary_deliveries cannot be created")));
  }

  @Test
  void nothingDeliveredIsNotTakenForClean() {
    String nothing =
        "Nothing was reported about these datasources, or not in the time that was chosen."
            + " --datafiles names a project, DATASOURCE one of its datasources.";
    assertEquals(nothing, lines());
    assertEquals(nothing, lines(Findings.unchecked(null)));
  }

  private static String lines(TableVerdict... tables) {
    List<String> lines = new ArrayList<>(AuditView.findings(List.of(tables)));
    lines.addAll(AuditView.advice(List.of(tables)));
    return String.join("\n", lines);
  }
}
