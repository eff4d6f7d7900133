package io.tributary.gatherer.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.ledger.LookQuery.Wanted;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer.Resume;
import io.tributary.protocol.frame.SourcePartition;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LookAnswerTest {
  private static final String TWO_CLAIMS =
      "1\t7\t7\t1\n0\t65536\t65600\t1\n0\t100\t65535\t1\n1\t9\t12\t1\n\n0\t65652\t131154\t4\n";

  private static final UUID TABLE = new UUID(1, 2);

  private static List<Wanted> wanted(Long... from) {
    return Arrays.stream(from)
        .map(first -> new Wanted(new SourcePartition("t", 0, 1), first))
        .toList();
  }

  private static List<Resume> read(String body, int maxRanges, Long... from) {
    LookAnswer answer = LookAnswer.read(body, TABLE, wanted(from), maxRanges);
    return assertInstanceOf(LookAnswer.Seen.class, answer, answer.toString()).answers();
  }

  private static String unread(String body, Long... from) {
    return assertInstanceOf(LookAnswer.Unseen.class, LookAnswer.read(body, TABLE, wanted(from), 10))
        .message();
  }

  @Test
  void rangesThatMeetAreJoined() {
    assertEquals(
        List.of(
            new Resume(List.of(new OffsetRange(100, 65600)), Resume.ALL),
            new Resume(List.of(new OffsetRange(7, 7), new OffsetRange(9, 12)), Resume.ALL)),
        read(TWO_CLAIMS, 10, 100L, 7L));
  }

  @Test
  void aTableThatHoldsNothingIsAnAnswer() {
    assertEquals(List.of(new Resume(List.of(), Resume.ALL)), read("\n0\t0\t0\t0\n", 10, 5L));
  }

  @Test
  void aLookThatDoesNotGoToTheEndSaysSo() {
    Wanted bounded = new Wanted(new SourcePartition("t", 0, 1), 0, 50);
    assertEquals(
        new LookAnswer.Seen(TABLE, List.of(new Resume(List.of(new OffsetRange(1, 2)), 50))),
        LookAnswer.read("0\t1\t2\t1\n\n0\t1\t2\t1\n", TABLE, List.of(bounded), 10));
  }

  @Test
  void oneRangeTooManySaysUntilWhere() {
    assertEquals(
        List.of(new Resume(List.of(new OffsetRange(1, 2), new OffsetRange(4, 4)), 9)),
        read("0\t9\t9\t1\n0\t1\t2\t1\n0\t4\t4\t1\n\n0\t14\t15\t3\n", 2, 0L));
  }

  @Test
  void anOffsetBehindTheShareSaysUntilWhere() {
    assertEquals(
        List.of(new Resume(List.of(new OffsetRange(1, 2)), 900)),
        read("0\t900\t-1\t1\n0\t1\t2\t1\n\n0\t901\t1\t2\n", 10, 0L));
    assertEquals(
        List.of(new Resume(List.of(), 900)), read("0\t900\t-1\t1\n\n0\t900\t-1\t1\n", 10, 0L));
  }

  @Test
  void aLineThatIsMissingIsFound() {
    String lost = TWO_CLAIMS.replace("1\t7\t7\t1\n", "");
    assertEquals("the answer does not add up", unread(lost, 100L, 7L));
  }

  @Test
  void anAnswerWithoutAnEndIsNone() {
    assertEquals("the answer has no end", unread("", 0L));
    assertEquals("the answer has no end", unread("0\t1\t2\t1\n", 0L));
    assertTrue(unread("0\t1\t2\t1\n\n", 0L).startsWith("the answer cannot be read"));
  }

  @Test
  void whatCannotBeIsNoAnswer() {
    assertTrue(unread("0\t1\t2\t1\n\n0\t1\t2\t1\n", 2L).contains("1 is below 2"));
    assertTrue(unread("0\t3\t2\t1\n\n0\t3\t2\t1\n", 0L).contains("not an offset range"));
    assertTrue(unread("0\t1\t5\t1\n0\t4\t6\t1\n\n0\t5\t11\t2\n", 0L).contains("cannot be read"));
    assertTrue(unread("7\t1\t5\t1\n\n0\t1\t5\t1\n", 0L).startsWith("the answer cannot be read"));
    assertTrue(unread("x\n\n0\n", 0L).startsWith("the answer cannot be read"));
  }
}
