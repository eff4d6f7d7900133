package io.tributary.cli.audit;

import static io.tributary.cli.audit.Findings.NONE;
import static io.tributary.cli.audit.Findings.RUN;
import static io.tributary.cli.audit.Findings.finding;
import static io.tributary.cli.audit.Findings.presence;
import static io.tributary.cli.audit.Findings.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.Guarantee;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionVerdictTest {
  @Test
  void unreportedOffsetsAreMissingOnlyWhereKafkaHasARecord() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "", "", "10-19"),
            new TopicSight("clicks", RUN, NONE, presence("12-13", "10-11, 14-16", "", "17-19")));
    assertEquals(set("12-13"), verdict.fillable());
    assertEquals(set("17-19"), verdict.unasked());
    assertEquals(2, verdict.missingOffsets());
  }

  @Test
  void offsetsWithoutAReportOrARecordAreNoAlarm() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "", "", "10-19"),
            new TopicSight("clicks", RUN, NONE, presence("", "10-19", "", "")));
    assertEquals(0, verdict.missingOffsets());
    assertFalse(Findings.table(Guarantee.EXACTLY_ONCE, verdict).isBroken());
  }

  @Test
  void whatHasExpiredUnreportedCannotBeTold() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "", "", "10-19"),
            new TopicSight("clicks", RUN, NONE, presence("", "", "10-19", "")));
    assertEquals(set("10-19"), verdict.untold());
    assertFalse(Findings.table(Guarantee.EXACTLY_ONCE, verdict).isBroken());
  }

  @Test
  void missingRowsAreLostWhereKafkaHasNoRecordAnyMore() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "5-9, 20-29", "", "30"),
            new TopicSight(
                "clicks",
                RUN,
                presence("20-24", "25", "5-9", "26-29"),
                presence("30", "", "", "")));
    assertEquals(set("20-24, 30"), verdict.fillable());
    assertEquals(set("5-9, 25"), verdict.lost());
    assertEquals(set("26-29"), verdict.missing());
    assertEquals(16, verdict.missingOffsets());
  }

  @Test
  void topicThatWasCreatedAnewHasNoneOfTheRecords() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "5-9", "", "12"),
            new TopicSight(
                "clicks", RUN + 1, presence("5-9", "", "", ""), presence("12", "", "", "")));
    assertEquals(set(""), verdict.fillable());
    assertEquals(set("5-9"), verdict.lost());
    assertEquals(set("12"), verdict.untold());
  }

  @Test
  void withoutKafkaMissingRowsAreMissing() {
    PartitionVerdict verdict = PartitionVerdict.of(finding(0, "5-9", "", "12"), null);
    assertEquals(5, verdict.missingOffsets());
    assertEquals(set("12"), verdict.unasked());
    assertTrue(Findings.table(Guarantee.EXACTLY_ONCE, verdict).isBroken());
  }

  @Test
  void duplicatesBreakExactlyOnceOnly() {
    PartitionVerdict verdict = PartitionVerdict.of(finding(0, "", "7", ""), null);
    assertTrue(Findings.table(Guarantee.EXACTLY_ONCE, verdict).isBroken());
    assertFalse(Findings.table(Guarantee.AT_LEAST_ONCE, verdict).isBroken());
  }

  /** Where the brokers give topics no ids all of them have the same run. */
  @Test
  void anotherTopicOfTheSameRunHasNoneOfTheRecords() {
    PartitionVerdict verdict =
        PartitionVerdict.of(
            finding(0, "5-9", "", ""),
            new TopicSight("others", RUN, presence("5-9", "", "", ""), NONE));
    assertEquals(set(""), verdict.fillable());
    assertEquals(set("5-9"), verdict.lost());
  }

  @Test
  void whatKafkaWasNotAskedAboutIsNotChecked() {
    PartitionVerdict unasked = PartitionVerdict.of(finding(0, "", "", "12"), null);
    PartitionVerdict left =
        PartitionVerdict.of(
            finding(0, "", "", "12"),
            new TopicSight("clicks", RUN, NONE, presence("", "", "", "12")));
    PartitionVerdict answered =
        PartitionVerdict.of(
            finding(0, "", "", "12"),
            new TopicSight("clicks", RUN, NONE, presence("", "12", "", "")));
    assertFalse(Findings.table(Guarantee.EXACTLY_ONCE, unasked).isChecked());
    assertFalse(Findings.table(Guarantee.EXACTLY_ONCE, left).isChecked());
    assertTrue(Findings.table(Guarantee.EXACTLY_ONCE, answered).isChecked());
  }

  @Test
  void whatWasNotComparedToItsEndIsNotChecked() {
    PartitionVerdict verdict =
        PartitionVerdict.of(Findings.truncated(finding(0, "", "", "")), null);
    assertFalse(Findings.table(Guarantee.EXACTLY_ONCE, verdict).isChecked());
  }

  @Test
  void listThatIsCutIsCheckedUnlessKafkaWouldHaveToBeAskedAboutTheRest() {
    String full =
        IntStream.range(0, PartitionFinding.MAX_RANGES)
            .mapToObj(i -> Integer.toString(3 * i))
            .collect(Collectors.joining(", "));
    TopicSight nothing = new TopicSight("clicks", RUN, Findings.NONE, Findings.NONE);
    PartitionVerdict duplicates =
        PartitionVerdict.of(Findings.truncated(finding(0, "", full, "")), nothing);
    PartitionVerdict unreported =
        PartitionVerdict.of(Findings.truncated(finding(0, "", "", full)), nothing);
    assertTrue(Findings.table(Guarantee.AT_LEAST_ONCE, duplicates).isChecked());
    assertFalse(Findings.table(Guarantee.AT_LEAST_ONCE, unreported).isChecked());
  }

  @Test
  void fillingHolesDoesNotMendWhatIsLost() {
    PartitionVerdict lost =
        PartitionVerdict.of(
            finding(0, "5-9, 20-29", "", ""),
            new TopicSight("clicks", RUN, presence("20-29", "", "5-9", ""), NONE));
    assertTrue(Findings.table(Guarantee.EXACTLY_ONCE, lost).isBrokenOnceFilled());
  }
}
