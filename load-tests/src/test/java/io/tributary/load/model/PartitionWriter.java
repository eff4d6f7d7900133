package io.tributary.load.model;

import io.tributary.connector.claim.CommitMark;
import io.tributary.connector.claim.CommitPoint;
import io.tributary.connector.claim.PartitionClaim;
import io.tributary.connector.claim.Tenure;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connector's writer of one partition: its ledger, and the rows under way (D-1, D-6, D-7, D-11).
 * Its claims and marks are the product's own (D-3 to D-6).
 */
final class PartitionWriter {
  enum Phase {
    UNCLAIMED,
    /** The claim is being committed. */
    CLAIMING,
    /** The claim is committed, and not asked for yet. */
    CLAIMED,
    ASKED,
    OPEN
  }

  private static final UUID TABLE = new UUID(1, 1);
  private static final int RUN = 1;

  final ConnectorActor connector;
  final int partition;
  Phase phase = Phase.UNCLAIMED;

  /** Sends nothing more, and waits for verdicts. */
  boolean draining;

  /** The partition is revoked. */
  boolean revoked;

  /** The partition is revoked, and the connector does not care. */
  boolean forgotten;

  private final World world;
  private final PartitionClaim claim;
  private @Nullable Tenure tenure;
  private @Nullable Claim asked;

  /** The offset of the last commit that is known of, negative before. */
  private long lastOffset = -1;

  private int settled;
  private int position;
  private int held;
  private int until;
  private int toSend;
  private int toSuspect;
  private int toQuarantine;
  private @Nullable Stream stream;
  private final List<Batch> unsettled = new ArrayList<>();
  private final List<Batch> deferred = new ArrayList<>();

  /** Lower bound of server time when the last successful commit was sent, negative before. */
  private long proven = -1;

  private boolean handedOver;
  private boolean renewDue;
  private boolean renewed;

  PartitionWriter(World world, ConnectorActor connector, int partition, @Nullable Committed last) {
    this.world = world;
    this.connector = connector;
    this.partition = partition;
    long epoch = 0;
    Predecessor before = new Predecessor.None();
    if (last != null) {
      position = last.offset();
      lastOffset = last.offset();
      CommitMark mark = last.mark();
      before = mark == null ? new Predecessor.Unsure(World.LEASE) : mark.predecessor();
      epoch = mark == null ? 0 : mark.epoch();
    }
    settled = Offsets.below(position);
    claim =
        new PartitionClaim(
            new PartitionClaim.Owner(
                new SourcePartition("topic", partition, RUN), "group", World.LEASE),
            new PartitionClaim.Start(position, position, epoch, before));
  }

  long epoch() {
    return claim.epoch();
  }

  /** The offset that may be committed (D-1). */
  int committable() {
    return world.has(Flaw.D1_COMMIT_PAST_GAPS)
        ? 32 - Integer.numberOfLeadingZeros(settled)
        : Integer.numberOfTrailingZeros(~settled);
  }

  /** No row is without a final verdict. */
  boolean isDrained() {
    return unsettled.isEmpty() || world.has(Flaw.D6_RELEASED_TOO_EARLY);
  }

  /** Everything polled is settled, and to go on another look is needed. */
  boolean isAtUntil() {
    return phase == Phase.OPEN
        && position == until
        && committable() == until
        && !world.has(Flaw.D11_UNTIL_IGNORED);
  }

  /** The session is over, or the claim: back to what may be committed. */
  void unclaim() {
    boolean asks = phase == Phase.OPEN || phase == Phase.ASKED;
    if (asks && world.has(Flaw.D5_MOVE_WITHOUT_CLAIM)) {
      phase = Phase.CLAIMED;
      forget();
    } else {
      unclaim(0);
    }
  }

  private void unclaim(long seenEpoch) {
    Tenure ended = tenure;
    if (ended != null) {
      claim.ended(handOver(ended));
    }
    claim.again(seenEpoch);
    phase = Phase.UNCLAIMED;
    tenure = null;
    forget();
  }

  private void forget() {
    position = committable();
    settled &= Offsets.below(position);
    toSend = 0;
    toSuspect = 0;
    toQuarantine = 0;
    unsettled.clear();
    deferred.clear();
    stream = null;
    draining = false;
    handedOver = false;
    renewed = false;
    renewDue = false;
  }

  /** Claims with the next epoch; returns what to commit. */
  CommitPoint claim() {
    unclaim(0);
    CommitPoint point = claim.mark(TABLE);
    proven = -1;
    phase = Phase.CLAIMING;
    Session session = connector.session();
    if (world.has(Flaw.D5_HELD_TOO_EARLY) && session != null) {
      return new CommitPoint(
          point.offset(), point.mark().with(new CommitMark.State.Held(session.gathererUuid)));
    }
    return point;
  }

  /** What is committed now and then while the claim holds. */
  CommitPoint now() {
    return requireTenure().now();
  }

  /** Sends nothing more, and says what to commit for the next writer. */
  CommitPoint handOver() {
    return handOver(requireTenure());
  }

  /** Nothing is sent any more; whoever reads the last commit knows it. */
  boolean isHandedOver() {
    return handedOver;
  }

  void handedOver() {
    handedOver = true;
  }

  private CommitPoint handOver(Tenure ended) {
    CommitPoint point = ended.handOver();
    return world.has(Flaw.D6_RELEASED_TOO_EARLY)
        ? new CommitPoint(point.offset(), point.mark().with(new CommitMark.State.Released()))
        : point;
  }

  private Tenure requireTenure() {
    return Objects.requireNonNull(tenure, "the claim does not hold");
  }

  /** The claim is committed, or is taken for it. */
  void claimed() {
    asked = claim.marked();
    phase = Phase.CLAIMED;
    if (world.has(Flaw.D4_CLAIM_NOT_COMMITTED)) {
      proven = connector.serverTime();
    }
  }

  void onCommitted(Commit commit) {
    if (commit.state != Commit.State.ACCEPTED) {
      onCommitFailed();
      return;
    }
    lastOffset = commit.offset;
    if (commit.mark.epoch() != claim.epoch()) {
      return;
    }
    long lower =
        world.has(Flaw.D7_LEASE_FROM_ANSWER) ? connector.serverTime() : commit.sentServerTime;
    proven = Math.max(proven, lower);
    renewDue = true;
    if (phase == Phase.CLAIMING) {
      claimed();
    }
  }

  void onCommitFailed() {
    if (phase == Phase.CLAIMING) {
      claim.notMarked();
      phase = Phase.UNCLAIMED;
    }
  }

  /** Sends one frame; false if there is nothing to send. */
  boolean send(Session session) {
    Claim question = asked;
    if (phase == Phase.CLAIMED && question != null) {
      Stream made = new Stream(session, partition, (int) question.epoch());
      stream = made;
      phase = Phase.ASKED;
      session.up(new Frame.Open(made, question.from(), question.predecessor()));
      return true;
    }
    boolean early = world.has(Flaw.D4_ROWS_BEFORE_ANSWER) && phase == Phase.ASKED;
    Stream open = stream;
    if (open == null || (phase != Phase.OPEN && !early)) {
      return false;
    }
    if (renewDue && proven >= 0) {
      renewDue = false;
      renewed = true;
      session.up(new Frame.Renew(open, proven + World.LEASE));
      return true;
    }
    return renewed && !draining && sendRows(session, open);
  }

  private boolean sendRows(Session session, Stream open) {
    if (!deferred.isEmpty()) {
      session.up(new Frame.Rows(deferred.removeFirst()));
    } else if (toSuspect != 0) {
      int offset = Offsets.lowest(toSuspect, 1);
      toSuspect &= ~offset;
      send(session, new Batch(open, offset, 0, true));
    } else if (toQuarantine != 0) {
      int offsets = Offsets.lowest(toQuarantine, 1 + world.random.nextInt(2));
      toQuarantine &= ~offsets;
      send(session, new Batch(open, offsets, 1, false));
    } else if (toSend != 0) {
      int offsets = Offsets.lowest(toSend, 1 + world.random.nextInt(4));
      toSend &= ~offsets;
      send(session, new Batch(open, offsets, 0, false));
    } else {
      return false;
    }
    return true;
  }

  private void send(Session session, Batch batch) {
    Tenure now = tenure;
    if (now != null && !now.gate().enter()) {
      throw new IllegalStateException("rows of " + batch + " after the hand-over");
    }
    world.say(() -> connector + " sends " + batch);
    unsettled.add(batch);
    session.up(new Frame.Rows(batch));
  }

  void on(Frame.Resume resume) {
    if (resume.stream().equals(stream) && phase == Phase.ASKED) {
      phase = Phase.OPEN;
      // A writer that moves without a claim holds it already.
      tenure = tenure == null ? claim.held(resume.stream().session.gathererUuid) : tenure;
      held = world.has(Flaw.D11_HELD_IS_SENT) ? 0 : resume.held();
      until = world.has(Flaw.D11_UNTIL_IGNORED) ? 31 : resume.until();
      renewDue = true;
    }
  }

  void onFenced(Stream fenced, int highestEpoch) {
    if (fenced.equals(stream)) {
      unclaim(highestEpoch);
    }
  }

  void on(Frame.Settled verdict) {
    Batch batch = sent(verdict.batch());
    if (batch == null) {
      return;
    }
    switch (verdict.verdict()) {
      case FENCED -> onFenced(batch.stream(), verdict.highestEpoch());
      case DEFERRED -> deferred.add(batch);
      case STORED -> {
        settled |= batch.offsets();
        ended(batch);
      }
      case REFUSED -> {
        ended(batch);
        if (Integer.bitCount(batch.offsets()) > 1) {
          toSuspect |= batch.offsets();
        } else {
          toQuarantine |= batch.offsets();
        }
      }
    }
  }

  /** Nothing of the batch is under way any more. */
  private void ended(Batch batch) {
    unsettled.remove(batch);
    Tenure now = tenure;
    if (now != null) {
      now.settled(committable());
      now.gate().leave();
    }
  }

  /** The batch that was sent with these rows, null when it is not this writer's. */
  private @Nullable Batch sent(Batch settledRows) {
    for (Batch batch : unsettled) {
      if (batch.hasRowsOf(settledRows)) {
        return batch;
      }
    }
    return null;
  }

  /** Takes a few records (D-11); false if there are none. */
  boolean poll() {
    boolean early = world.has(Flaw.D4_ROWS_BEFORE_ANSWER) && phase == Phase.ASKED;
    if ((phase != Phase.OPEN && !early) || draining) {
      return false;
    }
    int end = Math.min(world.topic.produced(partition), early ? 31 : until);
    if (position >= end) {
      return false;
    }
    for (int i = 1 + world.random.nextInt(6); i > 0 && position < end; i--) {
      int offset = Offsets.bit(position++);
      if (((held | world.topic.rowless(partition)) & offset) != 0) {
        settled |= offset;
      } else {
        toSend |= offset;
      }
    }
    Tenure now = tenure;
    if (now != null) {
      now.settled(committable());
    }
    return true;
  }

  /** There is something to commit, or the lease is to be renewed. */
  boolean isCommitDue() {
    boolean moved = committable() > lastOffset;
    return (moved && world.once(2))
        || connector.serverTime() - proven > (proven < 0 ? 0 : World.LEASE / 3);
  }
}
