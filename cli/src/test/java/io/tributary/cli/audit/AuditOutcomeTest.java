package io.tributary.cli.audit;

import static io.tributary.cli.audit.AuditOutcome.BROKEN;
import static io.tributary.cli.audit.AuditOutcome.CLEAN;
import static io.tributary.cli.audit.AuditOutcome.UNCHECKED;
import static io.tributary.cli.audit.Findings.NONE;
import static io.tributary.cli.audit.Findings.RUN;
import static io.tributary.cli.audit.Findings.finding;
import static io.tributary.cli.audit.Findings.presence;
import static io.tributary.cli.audit.Findings.truncated;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.Guarantee;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditOutcomeTest {
  @Test
  void holesThatAreFilledLeaveACleanTable() {
    TableVerdict holes = holes(finding(0, "8", "", ""));
    assertEquals(BROKEN, AuditOutcome.of(holes));
    assertEquals(CLEAN, AuditOutcome.onceFilled(holes));
  }

  @Test
  void filledTableBesideOneThatCannotBeCheckedIsNotClean() {
    assertEquals(
        UNCHECKED,
        AuditOutcome.worst(
            List.of(
                AuditOutcome.onceFilled(holes(finding(0, "8", "", ""))),
                AuditOutcome.of(Findings.unchecked("its engine holds nothing")))));
  }

  @Test
  void filledTableThatWasNotComparedToItsEndIsNotClean() {
    assertEquals(UNCHECKED, AuditOutcome.onceFilled(holes(truncated(finding(0, "8", "", "")))));
  }

  @Test
  void duplicatesStayWhenHolesAreFilled() {
    assertEquals(BROKEN, AuditOutcome.onceFilled(holes(finding(0, "8", "9", ""))));
  }

  @Test
  void whatIsWrongWeighsMoreThanWhatIsNotKnown() {
    assertEquals(BROKEN, AuditOutcome.worst(List.of(CLEAN, BROKEN, UNCHECKED)));
    assertEquals(UNCHECKED, AuditOutcome.worst(List.of(UNCHECKED, CLEAN)));
    assertEquals(CLEAN, AuditOutcome.worst(List.of()));
  }

  /** Kafka has the record of offset 8. */
  private static TableVerdict holes(PartitionFinding finding) {
    return Findings.table(
        Guarantee.EXACTLY_ONCE,
        PartitionVerdict.of(
            finding, new TopicSight("clicks", RUN, presence("8", "", "", ""), NONE)));
  }
}
