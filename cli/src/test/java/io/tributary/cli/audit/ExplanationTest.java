package io.tributary.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.audit.RecordFacts.InKafka;
import io.tributary.connector.kafka.GroupAdmin.Extent;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.audit.RecordWhereabouts;
import io.tributary.protocol.audit.RecordWhereabouts.Delivered;
import io.tributary.protocol.audit.RecordWhereabouts.InFlight;
import io.tributary.protocol.audit.RecordWhereabouts.Place;
import io.tributary.protocol.audit.RecordWhereabouts.Row;
import io.tributary.protocol.frame.SourcePartition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Offset 57 of partition 3; Kafka has 10 to 99 and the group has committed 80, unless said. */
class ExplanationTest {
  private static final Row ROW =
      new Row(
          Place.TABLE, "all_1_1_0", Instant.parse("2026-01-31T12:00:00Z"), "6f1c-77", null, false);
  private static final String NO_ROW =
      "needs no row: the connector was handed no record there, as with a transaction's marker, an"
          + " aborted record or one that was compacted away";
  private static final Row BAD =
      new Row(Place.QUARANTINE, "all_2_2_0", null, null, "type error", false);

  @Test
  void rowInTheTableWinsOverItsReplayedQuarantine() {
    Row replayed = new Row(Place.QUARANTINE, "all_2_2_0", null, null, "type error", true);
    assertEquals(
        "stored: table clicks, part all_1_1_0, written or merged 2026-01-31 12:00:00 UTC, query id"
            + " 6f1c-77",
        said(facts(rows(ROW, replayed), InKafka.EXPIRED, 80L, null)));
  }

  @Test
  void secondRowIsADuplicate() {
    assertEquals(
        """
        stored: table clicks, part all_1_1_0, written or merged 2026-01-31 12:00:00 UTC, query id 6f1c-77
        stored: table clicks, part all_1_1_0, written or merged 2026-01-31 12:00:00 UTC, query id 6f1c-77
        it is there 2 times: tributary audit says more\
        """,
        said(facts(rows(ROW, ROW), InKafka.RECORD, 80L, null)));
  }

  @Test
  void quarantineNamesTheReasonAndHowToLook() {
    assertEquals(
        """
        quarantined: type error
        table clicks_quarantine, part all_2_2_0, query id not known any more; tributary quarantine show clicks --partition 3 --from 57 --to 57\
        """,
        said(facts(rows(BAD), InKafka.RECORD, 80L, null)));
  }

  @Test
  void gathererKnowsWhatIsOnItsWay() {
    assertEquals(
        "in flight: in an insert of the gatherer",
        said(
            facts(
                new RecordWhereabouts(List.of(), Delivered.UNKNOWN, InFlight.INSERTING),
                InKafka.RECORD,
                50L,
                null)));
  }

  @Test
  void connectorKnowsWhatIsOnItsWay() {
    assertEquals(
        "in flight: with the connector, or on its way to the gatherer",
        said(facts(nowhere(Delivered.UNKNOWN), InKafka.RECORD, 50L, connector(70, 50, "55-60"))));
  }

  /** As while its schema cannot be fetched: it is in no batch yet. */
  @Test
  void recordThatTheConnectorHasTakenAndNotSettledIsOnItsWay() {
    for (InKafka kafka : new InKafka[] {InKafka.RECORD, InKafka.EXPIRED}) {
      assertEquals(
          "in flight: with the connector, or on its way to the gatherer",
          said(facts(nowhere(Delivered.UNKNOWN), kafka, 57L, connector(58, 57, ""))));
    }
    assertEquals(
        new Explanation.OnItsWay(null),
        Explanation.of(
            facts(nowhere(Delivered.UNKNOWN), InKafka.RECORD, 50L, connector(90, 50, "70-75"))));
  }

  @Test
  void recordBehindThePositionIsNotPolledYet() {
    assertEquals(
        """
        not yet polled: the connector is at offset 55, 2 before this (Kafka has offsets 10 to 99)
        the group has committed 50\
        """,
        said(facts(nowhere(Delivered.UNKNOWN), InKafka.RECORD, 50L, connector(55, 50, ""))));
    assertEquals(
        """
        not yet polled, or in flight: the group has committed offset 50, 7 before this (Kafka has offsets 10 to 99)
        --connector HOST:PORT asks the connector what it has in its hands\
        """,
        said(facts(nowhere(Delivered.UNKNOWN), InKafka.RECORD, 50L, null)));
    assertEquals(
        "not yet polled: the consumer group has no offset of this partition",
        said(facts(nowhere(Delivered.UNKNOWN), InKafka.RECORD, null, null)));
  }

  @Test
  void offsetWithoutARecordIsSkipped() {
    assertEquals(
        "skipped by Kafka: no record is there, but a transaction's marker, an aborted record or one"
            + " that was compacted away",
        said(facts(nowhere(Delivered.SKIPPED), InKafka.NOTHING, 50L, null)));
  }

  @Test
  void offsetThatKafkaSkippedNeedsNoRowEvenWhenItHasExpired() {
    assertEquals(NO_ROW, said(facts(nowhere(Delivered.SKIPPED), InKafka.RECORD, 80L, null)));
    assertEquals(NO_ROW, said(facts(nowhere(Delivered.SKIPPED), InKafka.EXPIRED, 80L, null)));
  }

  @Test
  void expiredRecordSaysWhetherItWasEverStored() {
    assertEquals(
        """
        expired: the first record that Kafka still has is at offset 10
        neither clicks nor its quarantine has it\
        """,
        said(facts(nowhere(Delivered.UNKNOWN), InKafka.EXPIRED, 80L, null)));
    assertEquals(
        """
        expired: the first record that Kafka still has is at offset 10
        it was stored once, and its row is gone: lost for good\
        """,
        said(facts(nowhere(Delivered.ROW), InKafka.EXPIRED, 80L, null)));
  }

  @Test
  void rowThatIsGoneWithItsRecordIsMissing() {
    assertTrue(isMissing(nowhere(Delivered.ROW), InKafka.EXPIRED));
    assertFalse(isMissing(nowhere(Delivered.UNKNOWN), InKafka.EXPIRED));
  }

  @Test
  void rowThatIsGoneAndWasCompactedAwayIsMissing() {
    assertTrue(isMissing(nowhere(Delivered.ROW), InKafka.NOTHING));
    assertFalse(isMissing(nowhere(Delivered.SKIPPED), InKafka.NOTHING));
    assertEquals(
        """
        compacted away: Kafka has no record there any more
        it was stored once, and its row is gone: lost for good\
        """,
        said(facts(nowhere(Delivered.ROW), InKafka.NOTHING, 80L, null)));
  }

  @Test
  void replayedRecordWithoutARowIsMissing() {
    Row replayed = new Row(Place.QUARANTINE, "all_2_2_0", null, null, "type error", true);
    assertTrue(isMissing(rows(replayed), InKafka.RECORD));
    assertFalse(isMissing(rows(BAD), InKafka.RECORD));
    assertFalse(isMissing(rows(ROW, replayed), InKafka.RECORD));
  }

  @Test
  void endOfThePartitionAndOpenTransactionsAreToldApart() {
    assertEquals(
        "not yet polled: it is in a transaction that is still open, or behind one (Kafka has"
            + " offsets 10 to 99)",
        said(facts(nowhere(Delivered.UNKNOWN), InKafka.NOT_YET, 50L, null)));
    RecordFacts behind =
        new RecordFacts(
            3, 100, nowhere(Delivered.UNKNOWN), new Extent(10, 100), InKafka.NOT_YET, 80L, null);
    assertEquals("not written yet: the partition ends at offset 100", said(behind));
  }

  @Test
  void passedRecordThatOnlyKafkaHasIsMissing() {
    assertEquals(
        """
        missing: its row was stored, and neither clicks nor its quarantine has it; Kafka does (Kafka has offsets 10 to 99)
        tributary audit clicks --repair fills the hole\
        """,
        said(facts(nowhere(Delivered.ROW), InKafka.RECORD, 80L, null)));
    assertEquals(
        new Explanation.Missing(false),
        Explanation.of(
            facts(nowhere(Delivered.UNKNOWN), InKafka.RECORD, 80L, connector(90, 58, "70-75"))));
  }

  private static boolean isMissing(RecordWhereabouts where, InKafka kafka) {
    return Explanation.of(facts(where, kafka, 80L, null)).isMissing();
  }

  private static RecordFacts facts(
      RecordWhereabouts where,
      InKafka kafka,
      @Nullable Long committed,
      ConnectorPositions.@Nullable Partition connector) {
    return new RecordFacts(3, 57, where, new Extent(10, 100), kafka, committed, connector);
  }

  private static RecordWhereabouts rows(Row... rows) {
    return new RecordWhereabouts(List.of(rows), Delivered.ROW, null);
  }

  private static RecordWhereabouts nowhere(Delivered delivered) {
    return new RecordWhereabouts(List.of(), delivered, null);
  }

  private static ConnectorPositions.Partition connector(
      long position, long committed, String inFlight) {
    return new ConnectorPositions.Partition(
        "clicks",
        new SourcePartition("clicks", 3, Findings.RUN),
        position,
        committed,
        1,
        Findings.ranges(inFlight),
        false,
        false);
  }

  private static String said(RecordFacts facts) {
    return String.join("\n", new ExplanationView("clicks", facts).lines(Explanation.of(facts)));
  }
}
