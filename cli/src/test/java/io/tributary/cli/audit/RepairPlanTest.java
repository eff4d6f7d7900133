package io.tributary.cli.audit;

import static io.tributary.cli.audit.Findings.NONE;
import static io.tributary.cli.audit.Findings.RUN;
import static io.tributary.cli.audit.Findings.finding;
import static io.tributary.cli.audit.Findings.presence;
import static io.tributary.cli.audit.Findings.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.kafka.TopicRecords.Presence;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.SourcePartition;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairPlanTest {
  @Test
  void eachPartitionIsFilledFromItsFirstHoleThatKafkaHas() {
    PartitionVerdict first = holes(0, "5-9, 20-29", presence("20-29", "", "5-9", ""));
    PartitionVerdict second =
        PartitionVerdict.of(
            finding(2, "8", "", "3"),
            new TopicSight("clicks", RUN, presence("8", "", "", ""), presence("3", "", "", "")));
    TableVerdict table = table(first, second, holes(1, "", NONE));
    RepairPlan plan = RepairPlan.of(table, table);
    assertEquals(Map.of(0, 20L, 2, 3L), plan.firstHoles());
    assertEquals("12 records are", plan.recordsText());
    assertTrue(plan.isChosen());
  }

  @Test
  void holesBehindThoseThatWereChosenAreFilledToo() {
    TableVerdict chosen = table(holes(0, "20-22", presence("20-22", "", "", "")));
    TableVerdict all =
        table(
            holes(0, "10, 20-22, 70-72", presence("10, 20-22, 70-72", "", "", "")),
            holes(1, "5", presence("5", "", "", "")));
    RepairPlan plan = RepairPlan.of(chosen, all);
    assertEquals(Map.of(new SourcePartition("clicks", 0, RUN), set("20-22, 70-72")), plan.fills());
    assertEquals("6 records are", plan.recordsText());
    assertFalse(plan.isChosen());
    assertEquals("3 records", plan.moreText());
  }

  @Test
  void holesBeforeThoseThatWereChosenStay() {
    TableVerdict chosen = table(holes(0, "20", presence("20", "", "", "")));
    TableVerdict all = table(holes(0, "10, 20", presence("10, 20", "", "", "")));
    RepairPlan plan = RepairPlan.of(chosen, all);
    assertEquals(Map.of(0, 20L), plan.firstHoles());
    assertEquals("1 record is", plan.recordsText());
    assertTrue(plan.isChosen());
  }

  @Test
  void numberIsALowerBoundWhereMoreMayBeMissing() {
    TableVerdict unasked = table(holes(0, "20, 70", presence("20", "", "", "70")));
    assertEquals("at least 1 record is", RepairPlan.of(unasked, unasked).recordsText());

    PartitionVerdict cut =
        PartitionVerdict.of(
            Findings.truncated(finding(0, "20-21", "", "")),
            new TopicSight("clicks", RUN, presence("20-21", "", "", ""), NONE));
    assertEquals("at least 2 records are", RepairPlan.of(table(cut), table(cut)).recordsText());

    RepairPlan plan = RepairPlan.of(table(holes(0, "20", presence("20", "", "", ""))), table(cut));
    assertFalse(plan.isChosen());
    assertEquals("at least 1 record", plan.moreText());
    TableVerdict chosen = table(holes(0, "20-21", presence("20-21", "", "", "")));
    assertEquals("an unknown number of records", RepairPlan.of(chosen, table(cut)).moreText());
  }

  private static PartitionVerdict holes(int partition, String missing, Presence presence) {
    return PartitionVerdict.of(
        finding(partition, missing, "", ""), new TopicSight("clicks", RUN, presence, NONE));
  }

  private static TableVerdict table(PartitionVerdict... partitions) {
    return Findings.table(Guarantee.EXACTLY_ONCE, partitions);
  }
}
