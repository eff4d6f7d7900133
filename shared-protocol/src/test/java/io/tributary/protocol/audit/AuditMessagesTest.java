package io.tributary.protocol.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.audit.RecordWhereabouts.Delivered;
import io.tributary.protocol.audit.RecordWhereabouts.InFlight;
import io.tributary.protocol.audit.RecordWhereabouts.Place;
import io.tributary.protocol.audit.RecordWhereabouts.Row;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AuditMessagesTest {
  private static final SourcePartition SOURCE = new SourcePartition("größe", 3, 0x89abcdef);
  private static final List<OffsetRange> NONE = List.of();

  private static PartitionFinding finding(List<OffsetRange> missing, List<OffsetRange> twice) {
    return finding(missing, twice, false, 0);
  }

  private static PartitionFinding finding(
      List<OffsetRange> missing, List<OffsetRange> twice, boolean truncated, long unchecked) {
    return new PartitionFinding(
        SOURCE, 5, 1L << 40, 90, 4, missing, twice, ranges(70, 71), 6, truncated, unchecked);
  }

  private static List<OffsetRange> ranges(long first, long last) {
    return List.of(new OffsetRange(first, last), new OffsetRange(last + 5, last + 5));
  }

  private static AuditAnswer answer(Guarantee guarantee, PartitionFinding finding) {
    return new AuditAnswer(
        List.of(new TableFinding("db", "events", guarantee, null, List.of(finding))));
  }

  @Test
  void findingsComeBackAsTheyWere() {
    AuditAnswer answer =
        new AuditAnswer(
            List.of(
                new TableFinding(
                    "db",
                    "events",
                    Guarantee.EXACTLY_ONCE,
                    null,
                    List.of(finding(ranges(10, 12), ranges(20, 20), true, 7))),
                new TableFinding(
                    "db", "others", Guarantee.AT_LEAST_ONCE, "no right to read", List.of())));

    assertEquals(answer, AuditAnswer.read(answer.toJson()));
    JsonObject json = new JsonObject(answer.toJson());
    assertFalse(json.getBoolean("clean"));
    JsonObject table = json.getJsonArray("tables").getJsonObject(0);
    assertEquals("exactly_once", table.getString("guarantee"));
    JsonObject partition = table.getJsonArray("partitions").getJsonObject(0);
    assertEquals("89abcdef", partition.getString("run"));
    assertEquals(10, partition.getJsonArray("missing").getJsonObject(0).getLong("first"));
  }

  @Test
  void missingRowsAreAlwaysAConflict() {
    PartitionFinding missing = finding(ranges(10, 12), NONE);

    assertEquals(409, answer(Guarantee.EXACTLY_ONCE, missing).status());
    assertEquals(409, answer(Guarantee.AT_LEAST_ONCE, missing).status());
  }

  @Test
  void duplicatesBreakExactlyOnceOnly() {
    PartitionFinding twice = finding(NONE, ranges(10, 12));

    assertEquals(409, answer(Guarantee.EXACTLY_ONCE, twice).status());
    assertEquals(200, answer(Guarantee.AT_LEAST_ONCE, twice).status());
    assertTrue(answer(Guarantee.AT_LEAST_ONCE, twice).isClean());
  }

  @Test
  void unreportedOffsetsAreClean() {
    assertTrue(answer(Guarantee.EXACTLY_ONCE, finding(NONE, NONE)).isClean());
  }

  @Test
  void whatWasNotLookedAtIsNotCalledClean() {
    AuditAnswer left = answer(Guarantee.AT_LEAST_ONCE, finding(NONE, NONE, true, 7));
    AuditAnswer bad = answer(Guarantee.AT_LEAST_ONCE, finding(ranges(10, 12), NONE, true, 7));

    assertEquals(503, left.status());
    assertFalse(left.isClean());
    assertFalse(left.tables().getFirst().isChecked());
    assertEquals(409, bad.status());
  }

  @Test
  void aListOfDuplicatesThatAreAllowedMayBeCut() {
    PartitionFinding cut = finding(NONE, ranges(10, 12), true, 0);

    assertEquals(200, answer(Guarantee.AT_LEAST_ONCE, cut).status());
  }

  @Test
  void anEarlierGatherersFindingThatIsCutIsNotCalledClean() {
    JsonObject json = new JsonObject(answer(Guarantee.EXACTLY_ONCE, finding(NONE, NONE)).toJson());
    json.getJsonArray("tables")
        .getJsonObject(0)
        .getJsonArray("partitions")
        .getJsonObject(0)
        .put("truncated", true)
        .remove("unchecked");

    assertEquals(503, AuditAnswer.read(json.toBuffer()).status());
  }

  @Test
  void aTableThatCannotBeCheckedIsNotCalledClean() {
    AuditAnswer answer =
        new AuditAnswer(
            List.of(new TableFinding("db", "t", Guarantee.EXACTLY_ONCE, "no answer", List.of())));

    assertFalse(answer.isClean());
    assertEquals(503, answer.status());
  }

  @Test
  void whereaboutsComeBackAsTheyWere() {
    RecordWhereabouts where =
        new RecordWhereabouts(
            List.of(
                new Row(
                    Place.TABLE,
                    "all_1_1_0",
                    Instant.parse("2026-01-02T03:04:05Z"),
                    "q-1",
                    null,
                    false),
                new Row(Place.QUARANTINE, "all_2_2_0", null, null, "id: not a number", true)),
            Delivered.ROW,
            InFlight.INSERTING);
    RecordWhereabouts nowhere = new RecordWhereabouts(List.of(), Delivered.UNKNOWN, null);

    assertEquals(where, RecordWhereabouts.read(where.toJson()));
    assertEquals(nowhere, RecordWhereabouts.read(nowhere.toJson()));
    assertEquals("inserting", new JsonObject(where.toJson()).getString("inFlight"));
  }

  @Test
  void heldOffsetsComeBackAsTheyWere() {
    HeldOffsets held = new HeldOffsets(ranges(40, 44), ranges(1L << 40, 1L << 40));

    assertEquals(held, HeldOffsets.read(held.toJson()));
  }

  @Test
  void positionsComeBackAsTheyWere() {
    ConnectorPositions positions =
        new ConnectorPositions(
            List.of(
                new ConnectorPositions.Partition(
                    "events", SOURCE, 1_000, 900, 2, ranges(900, 990), true, false)));

    assertEquals(positions, ConnectorPositions.read(positions.toJson()));
  }

  @Test
  void somethingElseIsRefused() {
    for (String text : List.of("", "[]", "{}", "{\"tables\":[1]}", "{\"tables\":[{}]}")) {
      assertThrows(
          IllegalArgumentException.class, () -> AuditAnswer.read(Buffer.buffer(text)), text);
    }
    assertThrows(IllegalArgumentException.class, () -> RecordWhereabouts.read(Buffer.buffer("{}")));
    assertThrows(
        IllegalArgumentException.class, () -> ConnectorPositions.read(Buffer.buffer("{}")));
  }
}
