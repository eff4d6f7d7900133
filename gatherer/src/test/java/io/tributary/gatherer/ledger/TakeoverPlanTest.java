package io.tributary.gatherer.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.ledger.TakeoverPlan.Step;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TakeoverPlanTest {
  private static final UUID THIS = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final long MILLI = 1_000_000L;
  private static final TakeoverPlan.Limits LIMITS =
      new TakeoverPlan.Limits(500 * MILLI, 20 * MILLI, 3);

  private final TakeoverPlan plan = new TakeoverPlan(LIMITS);
  private int nextPartition;

  private PendingClaim arrive(Predecessor predecessor, long nowMillis) {
    PendingClaim claim =
        new PendingClaim(
            new Claim(
                new SourcePartition("topic", nextPartition++, 7),
                "group",
                3,
                100,
                Guarantee.EXACTLY_ONCE,
                predecessor),
            THIS,
            nowMillis * MILLI);
    plan.arrived(claim, nowMillis * MILLI);
    return claim;
  }

  private PendingClaim arriveFenced(Predecessor predecessor, long nowMillis) {
    PendingClaim claim = arrive(predecessor, nowMillis);
    plan.fenced(claim);
    return claim;
  }

  private List<Step> due(long nowMillis) {
    return plan.due(nowMillis * MILLI);
  }

  private void heard(long nowMillis, long serverMillis, String... foreign) {
    plan.heard(new Activity(serverMillis, Set.of(foreign)), nowMillis * MILLI);
  }

  private static List<Step> look(PendingClaim... claims) {
    return List.of(new Step.Look(List.of(claims)));
  }

  private static final List<Step> ASK = List.of(new Step.Ask());
  private static final List<Step> NOTHING = List.of();

  @Test
  void withNothingUnderWayElsewhereOnlyTheLookIsLeft() {
    for (Predecessor before :
        List.of(new Predecessor.Released(), new Predecessor.Held(THIS, 10_000))) {
      PendingClaim claim = arriveFenced(before, 0);
      assertEquals(NOTHING, due(0));
      assertEquals(look(claim), due(20), before.toString());
      plan.looked(List.of(claim));
    }
    assertTrue(plan.isIdle());
  }

  @Test
  void withoutACommitAnInsertOfADeletedGroupMayStillRun() {
    PendingClaim claim = arriveFenced(new Predecessor.None(), 0);
    assertEquals(ASK, due(0));
    heard(5, 70_000, "q1");
    assertEquals(NOTHING, due(5));
    assertEquals(ASK, due(105));
    heard(110, 70_105);
    assertEquals(NOTHING, due(110));
    assertEquals(look(claim), due(130));
  }

  @Test
  void nobodyLooksBeforeTheOwnLanesAreFenced() {
    PendingClaim claim = arrive(new Predecessor.Released(), 0);
    assertEquals(NOTHING, due(1_000));
    plan.fenced(claim);
    assertEquals(NOTHING, due(2_000));
    assertEquals(look(claim), due(2_020));
  }

  @Test
  void theLeaseOfAnUnknownPredecessorIsWaitedForByTheServersClock() {
    for (Predecessor before :
        List.of(new Predecessor.Unsure(1_000), new Predecessor.Held(OTHER, 1_000))) {
      PendingClaim claim = arriveFenced(before, 0);
      assertEquals(ASK, due(0));
      heard(5, 70_000);
      assertEquals(NOTHING, due(500), "the lease runs");
      assertEquals(ASK, due(1_006));
      heard(1_010, 71_000);
      assertEquals(NOTHING, due(1_010), "the server's time has come, but has not passed");
      assertEquals(ASK, due(1_011));
      heard(1_012, 71_001);
      assertEquals(NOTHING, due(1_012));
      assertEquals(look(claim), due(1_032));
      plan.looked(List.of(claim));
    }
  }

  @Test
  void theTimeOfThisMachineEndsNoLease() {
    arriveFenced(new Predecessor.Unsure(1_000), 0);
    assertEquals(ASK, due(0));
    heard(0, 70_000);
    assertEquals(ASK, due(1_001));
    heard(1_001, 70_002);
    assertEquals(ASK, due(2_001));
    heard(2_001, 70_003);
    assertEquals(ASK, due(3_001), "a server whose clock crawls is waited for");
  }

  @Test
  void anAnswerToAnEarlierQuestionDoesNotCount() {
    arriveFenced(new Predecessor.Unsure(1_000), 0);
    assertEquals(ASK, due(0));
    PendingClaim late = arriveFenced(new Predecessor.Unsure(0), 10);
    assertEquals(NOTHING, due(10), "one question at a time");
    heard(20, 70_000);
    assertTrue(late.wantsActivity());
    assertEquals(ASK, due(20), "the next question is for the later claim");
    heard(30, 70_010);
    assertEquals(ASK, due(31));
    heard(40, 70_020);
    assertEquals(NOTHING, due(40));
    assertEquals(look(late), due(60));
  }

  @Test
  void whatRanBeforeTheOwnLanesWereFencedDoesNotCount() {
    PendingClaim claim = arrive(new Predecessor.None(), 0);
    assertEquals(ASK, due(0));
    plan.fenced(claim);
    heard(5, 70_000);
    assertEquals(ASK, due(5), "an insert of this gatherer may have begun since");
    heard(10, 70_005, "own");
    assertEquals(Set.of("own"), claim.inserts());
  }

  @Test
  void insertsThatRanWhenTheLeaseEndedAreWaitedForUntilTheyAreGone() {
    PendingClaim claim = arriveFenced(new Predecessor.Unsure(0), 0);
    due(0);
    heard(0, 70_000, "a");
    due(1);
    heard(1, 70_001, "a", "b");
    assertEquals(Set.of("a", "b"), claim.inserts());
    assertEquals(NOTHING, due(100));
    assertEquals(ASK, due(101));
    heard(102, 70_102, "b", "c");
    assertEquals(Set.of("b"), claim.inserts(), "what begins later is not an earlier writer's");
    assertEquals(ASK, due(202));
    heard(203, 70_203, "c");
    assertEquals(NOTHING, due(203));
    assertEquals(look(claim), due(223));
  }

  @Test
  void anInsertThatStaysIsKilledAgainAndAgain() {
    PendingClaim claim = arriveFenced(new Predecessor.Unsure(0), 0);
    due(0);
    heard(0, 70_000);
    due(1);
    heard(1, 70_001, "a");
    long now = 1;
    for (int kill = 1; kill <= 3; kill++) {
      long killAt = 1 + 500L * kill;
      for (; now < killAt; now += 100) {
        assertEquals(List.of(), kills(now));
        heard(now, 70_000 + now, "a");
      }
      now = killAt;
      assertEquals(List.of(new Step.Kill("a", kill)), kills(now));
    }
    assertEquals(Set.of("a"), claim.inserts(), "only that it is gone counts");
    plan.gone(claim);
    assertEquals(List.of(), kills(60_000));
    assertEquals(OptionalLong.empty(), plan.delayNanos(60_000 * MILLI));
  }

  private List<Step> kills(long nowMillis) {
    return due(nowMillis).stream().filter(Step.Kill.class::isInstance).toList();
  }

  @Test
  void claimsThatAreReadyTogetherShareALook() {
    PendingClaim first = arriveFenced(new Predecessor.Released(), 0);
    assertEquals(NOTHING, due(0));
    PendingClaim second = arriveFenced(new Predecessor.Released(), 10);
    assertEquals(look(first, second), due(20));
    PendingClaim third = arriveFenced(new Predecessor.Released(), 30);
    assertEquals(NOTHING, due(100), "one look at a time");
    plan.looked(List.of(first, second));
    assertEquals(NOTHING, due(200));
    assertEquals(look(third), due(220));
  }

  @Test
  void aLookIsForAsManyClaimsAsItsLimitSays() {
    PendingClaim[] all = new PendingClaim[4];
    for (int i = 0; i < 4; i++) {
      all[i] = arriveFenced(new Predecessor.Released(), 0);
    }
    due(0);
    assertEquals(look(all[0], all[1], all[2]), due(20));
    plan.looked(List.of(all[0], all[1], all[2]));
    due(30);
    assertEquals(look(all[3]), due(50));
  }

  @Test
  void aClaimThatHasToWaitDoesNotHoldUpAnother() {
    arriveFenced(new Predecessor.Unsure(60_000), 0);
    PendingClaim free = arriveFenced(new Predecessor.Released(), 0);
    assertEquals(ASK, due(0));
    assertEquals(look(free), due(20));
  }

  @Test
  void aQuestionThatFailsIsAskedAgainAfterAPause() {
    PendingClaim claim = arriveFenced(new Predecessor.Unsure(0), 0);
    assertEquals(ASK, due(0));
    plan.unheard("no answer", 5 * MILLI, 300 * MILLI);
    assertEquals(NOTHING, due(304));
    arriveFenced(new Predecessor.Unsure(0), 304);
    assertEquals(NOTHING, due(304), "a new claim does not shorten the pause");
    assertEquals(ASK, due(305));
    assertTrue(claim.wantsActivity());
  }

  @Test
  void aLookThatFailsIsRepeatedForAllThatAreReadyThen() {
    PendingClaim first = arriveFenced(new Predecessor.Released(), 0);
    due(0);
    assertEquals(look(first), due(20));
    PendingClaim second = arriveFenced(new Predecessor.Released(), 25);
    plan.unseen("no answer", 30 * MILLI, 300 * MILLI);
    assertEquals(NOTHING, due(329));
    assertEquals(look(first, second), due(330));
  }

  @Test
  void whatWasTooMuchIsLookedAtPieceByPieceBehindOthers() {
    PendingClaim first = arriveFenced(new Predecessor.Released(), 0);
    PendingClaim second = arriveFenced(new Predecessor.Released(), 0);
    due(0);
    assertEquals(look(first, second), due(20));
    plan.tooMuch(List.of(first, second), "no answer", 30 * MILLI, 0);
    PendingClaim third = arriveFenced(new Predecessor.Released(), 30);
    assertEquals(look(first), due(30));
    assertEquals(100 + PendingClaim.FIRST_SPAN, first.end());
    plan.tooMuch(List.of(first), "no answer", 40 * MILLI, 0);
    assertEquals(look(second), due(40));
    plan.looked(List.of(second));
    due(40);
    assertEquals(look(third), due(60));
    assertEquals(Long.MAX_VALUE, third.end());
    plan.looked(List.of(third));
    due(70);
    assertEquals(look(first), due(90));
    for (int i = 0; i < 9; i++) {
      plan.tooMuch(List.of(first), "no answer", 90 * MILLI, 0);
      assertEquals(look(first), due(90));
    }
    assertEquals(100 + PendingClaim.LEAST_SPAN, first.end());
  }

  @Test
  void aClaimThatIsGoneIsNotLookedFor() {
    PendingClaim claim = arriveFenced(new Predecessor.Released(), 0);
    due(0);
    plan.gone(claim);
    assertEquals(NOTHING, due(20));
    assertTrue(plan.isIdle());
    assertEquals(OptionalLong.empty(), plan.delayNanos(20 * MILLI));
  }

  @Test
  void thePlanIsNotIdleWhileAnAnswerIsOnItsWay() {
    PendingClaim claim = arriveFenced(new Predecessor.Unsure(0), 0);
    due(0);
    plan.gone(claim);
    assertEquals(false, plan.isIdle());
    heard(5, 70_000);
    assertTrue(plan.isIdle());
  }

  @Test
  void aClaimThatWaitsTooLongIsToldOnceAMinuteWithTheReason() {
    arriveFenced(new Predecessor.Unsure(1_000), 0);
    due(0);
    plan.unheard("ClickHouse is away", 0, 600_000 * MILLI);
    assertEquals(NOTHING, due(5_999));
    assertComplaint("ClickHouse is away", due(6_000));
    assertEquals(NOTHING, due(65_999));
    assertComplaint("ClickHouse is away", due(66_000));
  }

  @Test
  void theReasonNamesTheInsertsOrTheOwnLane() {
    PendingClaim claim = arrive(new Predecessor.Unsure(0), 0);
    due(0);
    heard(0, 70_000);
    assertComplaint("an insert of this gatherer with rows of the writer before", due(5_000));
    heard(5_000, 75_000, "query-1");
    plan.fenced(claim);
    due(5_100);
    heard(5_100, 75_100, "query-1");
    assertComplaint("inserts run: query-1", due(65_000));
  }

  private static void assertComplaint(String reason, List<Step> steps) {
    Step.Complain complain = assertInstanceOf(Step.Complain.class, steps.getLast());
    assertTrue(
        complain
            .line()
            .startsWith(
                "1 claim waits 5 s longer than leases last, first that of partition 0 of topic"
                    + " topic, run 00000007 (epoch 3): "),
        complain.line());
    assertTrue(complain.line().contains(reason), complain.line());
  }

  @Test
  void theDelayLeadsToTheNextStep() {
    assertEquals(OptionalLong.empty(), plan.delayNanos(0));
    arriveFenced(new Predecessor.Unsure(400), 0);
    assertEquals(OptionalLong.of(0), plan.delayNanos(0));
    due(0);
    assertEquals(OptionalLong.of(5_400 * MILLI), plan.delayNanos(0), "only to complain");
    heard(0, 70_000);
    assertEquals(OptionalLong.of(401 * MILLI), plan.delayNanos(0));
    due(401);
    heard(401, 70_401);
    due(401);
    assertEquals(OptionalLong.of(20 * MILLI), plan.delayNanos(401 * MILLI));
  }
}
