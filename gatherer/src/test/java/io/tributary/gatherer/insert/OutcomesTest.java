package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.insert.HttpResult.NoAnswer;
import io.tributary.gatherer.insert.InsertOutcome.NotSent;
import io.tributary.gatherer.insert.InsertOutcome.Refused;
import io.tributary.gatherer.insert.InsertOutcome.SettingDenied;
import io.tributary.gatherer.insert.InsertOutcome.Stored;
import io.tributary.gatherer.insert.InsertOutcome.TableChanged;
import io.tributary.gatherer.insert.InsertOutcome.TooManyPartitions;
import io.tributary.gatherer.insert.InsertOutcome.Unavailable;
import io.tributary.gatherer.insert.InsertOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutcomesTest {

  @ParameterizedTest
  @ValueSource(ints = {6, 26, 27, 33, 38, 41, 53, 69, 70, 72, 117, 131, 349, 469, 691})
  void dataIsRefused(int code) {
    assertEquals(code, assertInstanceOf(Refused.class, Outcomes.of(code, "no")).code());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 16, 47, 60, 81, 218})
  void tablesChange(int code) {
    assertInstanceOf(TableChanged.class, Outcomes.of(code, "no"));
  }

  @ParameterizedTest
  @ValueSource(ints = {159, 202, 241, 242, 243, 252, 497, 516, 999})
  void serversAreUnavailable(int code) {
    assertEquals(code, assertInstanceOf(Unavailable.class, Outcomes.of(code, "no")).code());
  }

  @ParameterizedTest
  @ValueSource(ints = {49, 319, 100_000})
  void whatNobodyKnowsIsUnknown(int code) {
    assertInstanceOf(Unknown.class, Outcomes.of(code, "no"));
  }

  @Test
  void aStatementThatWasNeverMadeLeftNothing() {
    assertTrue(new TableChanged(0, "no column __offset").isUnsent());
    assertTrue(new NotSent("no connection").isUnsent());
    assertFalse(new TableChanged(60, "no table").isUnsent());
    assertFalse(new Unknown(0, "no answer").isUnsent());
  }

  @Test
  void code252IsTwoThings() {
    assertInstanceOf(
        Unavailable.class,
        Outcomes.of(252, "Code: 252. DB::Exception: Too many parts (3000). (TOO_MANY_PARTS)"));
    assertInstanceOf(
        TooManyPartitions.class,
        Outcomes.of(
            252, "Code: 252. DB::Exception: Too many partitions for single INSERT block (101)"));
  }

  @Test
  void code395IsThreeThings() {
    assertInstanceOf(
        Refused.class,
        Outcomes.of(395, "Code: 395. DB::Exception: seven is bad: while pushing to view db.v"));
    assertInstanceOf(
        Unavailable.class, Outcomes.of(395, "Code: 395. DB::Exception: " + InsertGuard.DEADLINE));
    assertInstanceOf(
        TableChanged.class, Outcomes.of(395, "Code: 395. DB::Exception: " + InsertGuard.REPLACED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Constraint `pos` for table p.c (62502005) is violated at row 4. Expression: (a < 100)",
        "Cannot read all data. Bytes read: 2. Bytes expected: 4: (at row 4)\n: (in file 5)"
      })
  void theGuiltyRowIsReadFromTheMessage(String message) {
    assertEquals(4, assertInstanceOf(Refused.class, Outcomes.of(469, message)).row());
  }

  @Test
  void withoutARowInTheMessageNoRowIsNamed() {
    Refused refused =
        assertInstanceOf(Refused.class, Outcomes.of(691, "Unknown element 'y' for enum"));
    assertEquals(0, refused.row());
  }

  @Test
  void settingsMayBeDenied() {
    assertInstanceOf(SettingDenied.class, Outcomes.of(452, "Setting x should not be changed"));
  }

  @Test
  void onlyWhatWasNotSentIsCertainlyNotStored() {
    assertInstanceOf(NotSent.class, Outcomes.ofFailure(new NoAnswer(false, "refused")));
    assertInstanceOf(Unknown.class, Outcomes.ofFailure(new NoAnswer(true, "reset")));
  }

  @Test
  void codesOutsideOfTheTableAreNoticed() {
    assertTrue(Outcomes.unheardOf(49));
    assertFalse(Outcomes.unheardOf(252));
    assertFalse(Outcomes.unheardOf(0));
  }

  @Test
  void theMessageIsOneShortLine() {
    Refused refused =
        (Refused)
            Outcomes.of(
                27, "Code: 27. DB::Exception: Cannot parse\nrow 3:\r\n" + "x".repeat(9_000));
    assertTrue(refused.message().startsWith("ClickHouse code 27: Cannot parse row 3: xxx"));
    assertTrue(refused.message().length() < 600);
    assertFalse(refused.message().contains("\n"));
  }

  @Test
  void proxiesAreUnderstood() {
    assertInstanceOf(Unavailable.class, Outcomes.ofStatus(503, "busy"));
    assertInstanceOf(Unknown.class, Outcomes.ofStatus(500, "oops"));
    assertInstanceOf(Unknown.class, Outcomes.ofStatus(504, "late"));
  }

  @Test
  void tooFewRowsInTheSummaryAreNotStored() {
    assertEquals(new Stored(), Outcomes.ofStored(10, 10, 10));
    assertEquals(new Stored(), Outcomes.ofStored(10, 0, 0));
    assertEquals(new Stored(), Outcomes.ofStored(10, 10, 20));
    Unknown unknown = assertInstanceOf(Unknown.class, Outcomes.ofStored(10, 9, 9));
    assertEquals("ClickHouse read 9 and wrote 9 of 10 rows", unknown.message());
    assertInstanceOf(Unknown.class, Outcomes.ofStored(10, 0, 9));
  }
}
