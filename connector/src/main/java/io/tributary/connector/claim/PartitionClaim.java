package io.tributary.connector.claim;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import java.util.UUID;

/**
 * The claims of one assigned partition, one after the other (rules D-4 and D-5): commits a mark,
 * asks the gatherer, holds the partition, and begins again when the session or the claim is gone.
 *
 * <pre>
 *   IDLE ──mark──▶ MARKING ──marked──▶ OPENING ──held──▶ HELD
 *     ▲               │                   │                │
 *     └───────────────┴───── again ───────┴────────────────┘
 * </pre>
 *
 * <p>Pure; owned by one thread.
 */
public final class PartitionClaim {

  /** How far the present claim is. */
  public enum Phase {
    /** Nothing was done yet. */
    IDLE,
    /** The claiming mark is being committed. */
    MARKING,
    /** The gatherer has been asked. */
    OPENING,
    /** The gatherer has answered what the table holds. */
    HELD
  }

  /**
   * Whose partition it is.
   *
   * @param group consumer group
   * @param leaseMillis of this writer
   */
  public record Owner(SourcePartition source, String group, int leaseMillis) {}

  private final Owner owner;
  private Phase phase = Phase.IDLE;
  private Predecessor predecessor;
  private long from;
  private long lookFrom;
  private long epoch;
  private Guarantee guarantee = Guarantee.AT_LEAST_ONCE;
  private UUID table = new UUID(0, 0);

  /**
   * @param start what the last commit says
   */
  public PartitionClaim(Owner owner, Start start) {
    this.owner = owner;
    this.from = start.offset();
    this.lookFrom = start.lookFrom();
    this.epoch = start.epoch();
    this.predecessor = start.predecessor();
  }

  /**
   * Where a newly assigned partition starts.
   *
   * @param offset first one to read
   * @param lookFrom first one that the table is asked for, at most {@code offset}
   * @param epoch of the last claim that is known, 0 for none
   * @param predecessor the writer before
   */
  public record Start(long offset, long lookFrom, long epoch, Predecessor predecessor) {}

  /** What is claimed. */
  public SourcePartition source() {
    return owner.source();
  }

  public Phase phase() {
    return phase;
  }

  /** First offset to read. */
  public long from() {
    return from;
  }

  /** First offset that the table is asked for; below {@link #from} where it should hold none. */
  public long lookFrom() {
    return lookFrom;
  }

  /** Number of the claim. */
  public long epoch() {
    return epoch;
  }

  /**
   * Begins a claim of exactly once, and says what has to be committed before anything else.
   *
   * @param uuid of the table
   */
  public CommitPoint mark(UUID uuid) {
    require(Phase.IDLE);
    phase = Phase.MARKING;
    guarantee = Guarantee.EXACTLY_ONCE;
    table = uuid;
    epoch++;
    return new CommitPoint(
        from,
        new CommitMark(
            owner.source().run(),
            table,
            epoch,
            // Whoever comes next has to wait for the writer before, too: nobody may have yet.
            Math.max(owner.leaseMillis(), predecessorLeaseMillis()),
            // And has to look as far back, until somebody has.
            lookFrom < from ? new CommitMark.State.Pinned() : new CommitMark.State.Claiming()));
  }

  /** The mark is committed: what to ask the gatherer. */
  public Claim marked() {
    require(Phase.MARKING);
    phase = Phase.OPENING;
    return claim();
  }

  /**
   * Begins a claim of at least once: what to tell the gatherer. It has an epoch, too, so that its
   * batches are above the fences of claims before it.
   */
  public Claim unfenced(UUID uuid) {
    require(Phase.IDLE);
    epoch++;
    phase = Phase.OPENING;
    guarantee = Guarantee.AT_LEAST_ONCE;
    table = uuid;
    return claim();
  }

  private Claim claim() {
    return new Claim(owner.source(), owner.group(), epoch, lookFrom, guarantee, predecessor);
  }

  /** The mark was not committed: the claim was not made. */
  public void notMarked() {
    require(Phase.MARKING);
    phase = Phase.IDLE;
  }

  /**
   * The gatherer has answered: the partition is held.
   *
   * @param gatherer its incarnation
   */
  public Tenure held(UUID gatherer) {
    require(Phase.OPENING);
    phase = Phase.HELD;
    return switch (guarantee) {
      case AT_LEAST_ONCE ->
          new Tenure(
              from,
              new CommitMark(
                  owner.source().run(), table, epoch, 0, new CommitMark.State.Unfenced()));
      case EXACTLY_ONCE -> {
        CommitMark mark = mark(new CommitMark.State.Held(gatherer));
        // From here on rows of this writer may be with that gatherer, and with no other.
        predecessor = mark.predecessor();
        yield new Tenure(from, mark);
      }
    };
  }

  private CommitMark mark(CommitMark.State state) {
    return new CommitMark(owner.source().run(), table, epoch, owner.leaseMillis(), state);
  }

  /**
   * The claim has to be made again, because the gatherer does not hold it (any more).
   *
   * @param seen highest epoch that anybody is known to have used
   */
  public void again(long seen) {
    phase = Phase.IDLE;
    epoch = Math.max(epoch, seen);
  }

  /** Another group writes the partition, and whoever comes after it has to wait for its inserts. */
  public void denied() {
    require(Phase.OPENING);
    phase = Phase.IDLE;
    predecessor = new Predecessor.Unsure(Math.max(predecessorLeaseMillis(), owner.leaseMillis()));
  }

  private int predecessorLeaseMillis() {
    return switch (predecessor) {
      case Predecessor.None none -> 0;
      case Predecessor.Released released -> 0;
      case Predecessor.Held held -> held.leaseMillis();
      case Predecessor.Unsure unsure -> unsure.leaseMillis();
    };
  }

  /**
   * The partition was held and is held no more; the claim has to be made again.
   *
   * @param last what its tenure left to commit
   */
  public void ended(CommitPoint last) {
    require(Phase.HELD);
    phase = Phase.IDLE;
    from = last.offset();
    lookFrom = from;
    predecessor = last.mark().predecessor();
  }

  private void require(Phase wanted) {
    if (phase != wanted) {
      throw new IllegalStateException("the claim is " + phase + ", not " + wanted);
    }
  }
}
