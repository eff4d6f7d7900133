package io.tributary.load.chaos.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.proof.CommitProof.Commit;
import io.tributary.load.chaos.proof.ViewProof.Summed;
import io.tributary.load.fault.InsertEvent;
import io.tributary.load.fault.InsertEvent.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each flaw is found, and nothing that is right is called one. */
class ProofsTest {
  private static final ChaosSource SOURCE = new ChaosSource(ChaosSource.Kind.VIEWED, "test");

  /** Offsets 0 to 3 of partition 1; offset 2 is an aborted record, offset 3 a bad one. */
  private static Truth truth() {
    Truth truth = new Truth();
    truth.add(1, 0, "g100");
    truth.add(1, 1, "g101");
    truth.add(1, 3, "b103");
    return truth;
  }

  private static StoredRow row(long offset, long number) {
    return new StoredRow(1, offset, number, true, "token-" + offset);
  }

  private static StoredRow quarantined(long offset) {
    return new StoredRow(1, offset, -1, true, "");
  }

  private static List<Flaw.Kind> kinds(List<StoredRow> table, List<StoredRow> quarantine) {
    return RowsProof.of(SOURCE, truth(), table, quarantine).stream().map(Flaw::kind).toList();
  }

  @Test
  void whatIsThereOnceAndWhereItBelongsHasNoFlaw() {
    assertEquals(List.of(), kinds(List.of(row(1, 101), row(0, 100)), List.of(quarantined(3))));
  }

  @Test
  void aRecordThatIsNowhereIsMissing() {
    List<Flaw> flaws = RowsProof.of(SOURCE, truth(), List.of(row(0, 100)), List.of(quarantined(3)));
    assertEquals(List.of(Flaw.Kind.MISSING), flaws.stream().map(Flaw::kind).toList());
    assertEquals(1, flaws.getFirst().offset());
  }

  @Test
  void aRowThatIsThereAgainIsFoundInTableAndQuarantineAndAcrossBoth() {
    List<StoredRow> all = List.of(row(0, 100), row(1, 101));
    assertEquals(
        List.of(Flaw.Kind.TWICE),
        kinds(List.of(row(0, 100), row(1, 101), row(0, 100)), List.of(quarantined(3))));
    assertEquals(List.of(Flaw.Kind.TWICE), kinds(all, List.of(quarantined(3), quarantined(3))));
    assertEquals(
        List.of(Flaw.Kind.WRONG_TABLE, Flaw.Kind.TWICE),
        kinds(all, List.of(quarantined(3), quarantined(1))));
  }

  @Test
  void aRowOfAnAbortedRecordOrOfNoneIsInvented() {
    assertEquals(
        List.of(Flaw.Kind.INVENTED, Flaw.Kind.INVENTED),
        kinds(
            List.of(row(0, 100), row(1, 101), row(2, 102), row(9_999_999, 1)),
            List.of(quarantined(3))));
  }

  @Test
  void aRowWithAnotherRecordsValuesIsFound() {
    assertEquals(
        List.of(Flaw.Kind.OTHER_VALUES),
        kinds(List.of(row(0, 100), row(1, 100)), List.of(quarantined(3))));
  }

  @Test
  void aBadRecordInTheTableIsInTheWrongOne() {
    assertEquals(
        List.of(Flaw.Kind.WRONG_TABLE),
        kinds(List.of(row(0, 100), row(1, 101), row(3, 103)), List.of()));
  }

  @Test
  void aCommitBeforeTheAnswerOfTheOnlyAttemptIsEarly() {
    InsertHistory inserts = new InsertHistory();
    insert(inserts, "token-0", 10, 20);
    insert(inserts, "token-1", 30, 50);
    CommitProof proof =
        CommitProof.of(
            SOURCE,
            List.of(new Commit(1, 1, 20), new Commit(1, 0, 25), new Commit(1, 2, 49)),
            List.of(row(0, 100), row(1, 101)),
            inserts);
    assertEquals(1, proof.proven());
    assertEquals(List.of(1L), proof.flaws().stream().map(Flaw::offset).toList());
    assertEquals(Flaw.Kind.COMMITTED_EARLY, proof.flaws().getFirst().kind());
  }

  @Test
  void aRepeatedInsertMayBeCommittedAfterItsFirstAttemptHasBegunButNotBefore() {
    InsertHistory inserts = new InsertHistory();
    for (String token : List.of("token-0", "token-1")) {
      inserts.take(event(Step.BEGUN, token, 0), 10);
      inserts.take(event(Step.FAILED, token, 0), 12);
      insert(inserts, token, 30, 40);
    }
    CommitProof proof =
        CommitProof.of(
            SOURCE,
            List.of(new Commit(1, 1, 9), new Commit(1, 2, 35)),
            List.of(row(0, 100), row(1, 101)),
            inserts);
    assertEquals(List.of(0L), proof.flaws().stream().map(Flaw::offset).toList());
    assertEquals(1, proof.inDoubt());
  }

  @Test
  void aViewMayLackOnlyRowsOfInsertsThatDidNotGoWellAtOnce() {
    InsertHistory inserts = new InsertHistory();
    insert(inserts, "token-0", 10, 20);
    inserts.take(event(Step.BEGUN, "token-1", 0), 10);
    List<StoredRow> table = List.of(row(0, 100), row(1, 101));
    ViewProof nothing = ViewProof.of(SOURCE, List.of(), table, inserts);
    assertEquals(1, nothing.excused());
    assertEquals(
        List.of(Flaw.Kind.VIEW_TOO_LITTLE), nothing.flaws().stream().map(Flaw::kind).toList());
    ViewProof twice =
        ViewProof.of(
            SOURCE,
            List.of(new Summed(1, 0), new Summed(1, 1), new Summed(1, 1), new Summed(1, 7)),
            table,
            inserts);
    assertEquals(
        List.of(Flaw.Kind.VIEW_TOO_MUCH, Flaw.Kind.VIEW_TOO_MUCH),
        twice.flaws().stream().map(Flaw::kind).toList());
  }

  @Test
  void aCommitIsReadAsTheBrokerWritesIt() {
    byte[] key =
        ByteBuffer.allocate(17)
            .putShort((short) 1)
            .putShort((short) 2)
            .put("gr".getBytes(StandardCharsets.UTF_8))
            .putShort((short) 5)
            .put("topic".getBytes(StandardCharsets.UTF_8))
            .putInt(3)
            .array();
    byte[] value = ByteBuffer.allocate(14).putShort((short) 3).putLong(1_234).putInt(-1).array();
    assertEquals(
        Optional.of(new CommitRecord("gr", "topic", 3, 1_234, 99)),
        CommitRecord.of(key, value, 99));
    assertEquals(Optional.empty(), CommitRecord.of(key, null, 99));
    key[1] = 2;
    assertEquals(Optional.empty(), CommitRecord.of(key, value, 99));
  }

  private static void insert(InsertHistory inserts, String token, long begun, long stored) {
    inserts.take(event(Step.BEGUN, token, 0), begun);
    inserts.take(event(Step.ANSWERED, token, 200), stored);
  }

  private static InsertEvent event(Step step, String token, int status) {
    return new InsertEvent(step, token, "", status, "");
  }
}
