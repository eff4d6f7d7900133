package io.tributary.connector.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.connector.claim.CommitMark.State;
import io.tributary.connector.claim.PartitionClaim.Owner;
import io.tributary.connector.claim.PartitionClaim.Phase;
import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PartitionClaimTest {
  private static final UUID TABLE = new UUID(0, 1);
  private static final UUID GATHERER = new UUID(0, 2);
  private static final SourcePartition SOURCE = new SourcePartition("clicks", 3, 9);

  @Test
  void markIsCommittedBeforeTheGathererIsAsked() {
    PartitionClaim claim = claim(new Start(40, 40, 6, new Predecessor.Unsure(5_000)));
    assertEquals(
        new CommitPoint(40, new CommitMark(9, TABLE, 7, 10_000, new State.Claiming())),
        claim.mark(TABLE));
    assertEquals(
        new Claim(SOURCE, "readers", 7, 40, Guarantee.EXACTLY_ONCE, new Predecessor.Unsure(5_000)),
        claim.marked());
    assertEquals(Phase.OPENING, claim.phase());
  }

  @Test
  void heldPartitionNamesItsGathererInEveryCommit() {
    PartitionClaim claim = opening();
    Tenure tenure = claim.held(GATHERER);
    assertEquals(
        new CommitPoint(40, new CommitMark(9, TABLE, 7, 10_000, new State.Held(GATHERER))),
        tenure.now());
  }

  @Test
  void claimAfterALostSessionKnowsWhereItsOwnRowsAre() {
    PartitionClaim claim = opening();
    Tenure tenure = claim.held(GATHERER);
    tenure.gate().enter();
    tenure.settled(55);

    claim.ended(tenure.handOver());

    assertEquals(55, claim.from());
    claim.mark(TABLE);
    Claim next = claim.marked();
    assertEquals(8, next.epoch());
    assertEquals(55, next.from());
    assertEquals(new Predecessor.Held(GATHERER, 10_000), next.predecessor());
  }

  @Test
  void claimAfterASessionWithNothingUnderWayWaitsForNobody() {
    PartitionClaim claim = opening();
    claim.ended(claim.held(GATHERER).handOver());
    claim.mark(TABLE);
    assertEquals(new Predecessor.Released(), claim.marked().predecessor());
  }

  @Test
  void claimThatWasNeverAnsweredLeavesTheWriterBeforeToWaitFor() {
    PartitionClaim claim = opening();
    claim.again(0);
    claim.mark(TABLE);
    Claim next = claim.marked();
    assertEquals(8, next.epoch(), "a claim is never made twice with one epoch");
    assertEquals(new Predecessor.Unsure(5_000), next.predecessor());
  }

  @Test
  void fencedClaimGoesAboveWhatWasSeen() {
    PartitionClaim claim = opening();
    claim.again(20);
    claim.mark(TABLE);
    assertEquals(21, claim.marked().epoch());
  }

  @Test
  void claimAfterAnotherGroupWaitsForItsInserts() {
    PartitionClaim claim = claim(new Start(40, 40, 0, new Predecessor.None()));
    claim.mark(TABLE);
    claim.marked();
    claim.denied();
    claim.mark(TABLE);
    Claim next = claim.marked();
    assertEquals(2, next.epoch());
    assertEquals(new Predecessor.Unsure(10_000), next.predecessor());
  }

  @Test
  void failedCommitMakesNoClaim() {
    PartitionClaim claim = claim(new Start(40, 40, 6, new Predecessor.None()));
    claim.mark(TABLE);
    claim.notMarked();
    assertEquals(Phase.IDLE, claim.phase());
    assertThrows(IllegalStateException.class, claim::marked);
  }

  @Test
  void firstClaimMayLookFurtherBackThanItReads() {
    PartitionClaim claim = claim(new Start(40, 0, 0, new Predecessor.None()));
    assertEquals(
        new CommitPoint(40, new CommitMark(9, TABLE, 1, 10_000, new State.Pinned())),
        claim.mark(TABLE),
        "a crash before the answer must not end the search");
    assertEquals(0, claim.marked().from());
    Tenure tenure = claim.held(GATHERER);
    assertEquals(40, tenure.now().offset());
    claim.ended(tenure.handOver());
    claim.mark(TABLE);
    assertEquals(40, claim.marked().from());
  }

  @Test
  void claimCarriesTheLongerLeaseOfTheWriterBefore() {
    PartitionClaim claim = claim(new Start(40, 40, 6, new Predecessor.Unsure(60_000)));
    assertEquals(60_000, claim.mark(TABLE).mark().leaseMillis(), "nobody may have waited for it");
    claim.marked();
    assertEquals(10_000, claim.held(GATHERER).now().mark().leaseMillis());
  }

  @Test
  void atLeastOnceIsAboveTheFencesOfClaimsBefore() {
    PartitionClaim claim = claim(new Start(40, 40, 6, new Predecessor.Unsure(5_000)));
    Claim open = claim.unfenced(TABLE);
    assertEquals(Guarantee.AT_LEAST_ONCE, open.guarantee());
    assertEquals(7, open.epoch());
    Tenure tenure = claim.held(GATHERER);
    CommitMark unfenced = new CommitMark(9, TABLE, 7, 0, new State.Unfenced());
    assertEquals(new CommitPoint(40, unfenced), tenure.now());
    assertEquals(new CommitPoint(40, unfenced), tenure.handOver(), "it has no lease to give up");
  }

  @Test
  void guaranteeMayChangeBetweenClaims() {
    PartitionClaim claim = opening();
    claim.ended(claim.held(GATHERER).handOver());
    claim.unfenced(TABLE);
    claim.ended(claim.held(GATHERER).handOver());
    claim.mark(TABLE);
    Claim next = claim.marked();
    assertEquals(9, next.epoch());
    assertEquals(new Predecessor.Unsure(0), next.predecessor());
  }

  private static PartitionClaim opening() {
    PartitionClaim claim = claim(new Start(40, 40, 6, new Predecessor.Unsure(5_000)));
    claim.mark(TABLE);
    claim.marked();
    return claim;
  }

  private static PartitionClaim claim(Start start) {
    return new PartitionClaim(new Owner(SOURCE, "readers", 10_000), start);
  }
}
