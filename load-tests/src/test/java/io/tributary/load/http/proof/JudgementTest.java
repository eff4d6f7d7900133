package io.tributary.load.http.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.http.proof.Flaw.Kind;
import io.tributary.load.http.proof.Judgement.Kept;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A proof that cannot fail proves nothing. */
class JudgementTest {
  private static final int GOOD = 8;
  private static final int BAD = 2;
  private static final SentRequest ACKNOWLEDGED = new SentRequest(7, GOOD, BAD, true);
  private static final SentRequest UNANSWERED = new SentRequest(7, GOOD, BAD, false);
  private static final RowSet ALL_GOOD = set(0, GOOD);
  private static final RowSet ALL_BAD = set(GOOD, GOOD + BAD);

  @Test
  void acknowledgedRowsAreEachThereOnce() {
    assertHolds(Kept.WHOLE, ACKNOWLEDGED, ALL_GOOD, ALL_BAD);
    assertHolds(Kept.WHOLE, new SentRequest(7, GOOD, 0, true), ALL_GOOD, RowSet.NONE);
    assertHolds(Kept.WHOLE, new SentRequest(7, 0, BAD, true), RowSet.NONE, set(0, BAD));
  }

  @Test
  void acknowledgedRowThatIsMissingIsAFlaw() {
    RowSet withoutTheMiddle = new RowSet(GOOD - 1, GOOD - 1, 0, GOOD - 1);
    assertFlaws(ACKNOWLEDGED, withoutTheMiddle, ALL_BAD, Kind.MISSING);
    assertFlaws(ACKNOWLEDGED, set(0, GOOD - 1), ALL_BAD, Kind.MISSING);
    assertFlaws(ACKNOWLEDGED, set(1, GOOD), ALL_BAD, Kind.MISSING);
    assertFlaws(ACKNOWLEDGED, RowSet.NONE, RowSet.NONE, Kind.MISSING, Kind.MISSING);
  }

  @Test
  void acknowledgedBadRowThatIsMissingIsAFlaw() {
    assertFlaws(ACKNOWLEDGED, ALL_GOOD, set(GOOD, GOOD + 1), Kind.MISSING);
    assertFlaws(ACKNOWLEDGED, ALL_GOOD, RowSet.NONE, Kind.MISSING);
  }

  @Test
  void rowThatIsThereTwiceIsAFlaw() {
    RowSet oneTwice = new RowSet(GOOD + 1, GOOD, 0, GOOD - 1);
    assertFlaws(ACKNOWLEDGED, oneTwice, ALL_BAD, Kind.TWICE);
    RowSet badTwice = new RowSet(2 * BAD, BAD, GOOD, GOOD + BAD - 1);
    assertFlaws(ACKNOWLEDGED, ALL_GOOD, badTwice, Kind.TWICE);
  }

  @Test
  void doubledRowDoesNotStandInForAMissingOne() {
    RowSet asManyAsSent = new RowSet(GOOD, GOOD - 1, 0, GOOD - 1);
    assertFlaws(ACKNOWLEDGED, asManyAsSent, ALL_BAD, Kind.TWICE, Kind.MISSING);
  }

  @Test
  void rowInTheWrongTableIsAFlaw() {
    assertFlaws(ACKNOWLEDGED, set(0, GOOD + BAD), RowSet.NONE, Kind.FOREIGN, Kind.MISSING);
    assertFlaws(
        ACKNOWLEDGED, set(0, GOOD - 1), set(GOOD - 1, GOOD + BAD), Kind.MISSING, Kind.FOREIGN);
    assertFlaws(new SentRequest(7, GOOD, 0, true), ALL_GOOD, set(0, 1), Kind.FOREIGN);
  }

  @Test
  void unansweredRequestMayBeThereOnceOrNotAtAll() {
    assertHolds(Kept.WHOLE, UNANSWERED, ALL_GOOD, ALL_BAD);
    assertHolds(Kept.ABSENT, UNANSWERED, RowSet.NONE, RowSet.NONE);
  }

  @Test
  void unansweredRequestThatIsThereTwiceIsAFlaw() {
    RowSet allTwice = new RowSet(2 * GOOD, GOOD, 0, GOOD - 1);
    assertFlaws(UNANSWERED, allTwice, ALL_BAD, Kind.TWICE);
    assertFlaws(new SentRequest(7, 1, 0, false), new RowSet(2, 1, 0, 0), RowSet.NONE, Kind.TWICE);
  }

  @Test
  void unansweredRequestThatIsThereInPartIsAFlaw() {
    assertFlaws(UNANSWERED, ALL_GOOD, RowSet.NONE, Kind.PARTLY);
    assertFlaws(UNANSWERED, set(0, 3), ALL_BAD, Kind.PARTLY);
  }

  @Test
  void flawNamesTheRequest() {
    String text = Judgement.of(ACKNOWLEDGED, set(0, 5), ALL_BAD).flaws().getFirst().toString();
    assertEquals(
        "request 7 (connection 0, number 7): missing in the table: 5 of 8 acknowledged rows", text);
  }

  /** These numbers, each once. */
  private static RowSet set(int from, int to) {
    return new RowSet(to - from, to - from, from, to - 1);
  }

  private static void assertHolds(Kept kept, SentRequest sent, RowSet table, RowSet quarantine) {
    assertEquals(new Judgement(List.of(), kept), Judgement.of(sent, table, quarantine));
  }

  private static void assertFlaws(
      SentRequest sent, RowSet table, RowSet quarantine, Kind... kinds) {
    List<Kind> found =
        Judgement.of(sent, table, quarantine).flaws().stream().map(Flaw::kind).toList();
    assertEquals(List.of(kinds), found);
  }
}
