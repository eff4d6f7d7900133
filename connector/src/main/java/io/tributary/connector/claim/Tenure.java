package io.tributary.connector.claim;

/**
 * A writer's time with its partition, from the answer to its claim to its end: what may be
 * committed at any moment.
 *
 * <p>Thread: any; the event loop settles, the polling thread commits.
 */
public final class Tenure {
  private final CommitMark mark;
  private final HandoverGate gate = new HandoverGate();
  private volatile long offset;

  /**
   * @param offset the claim's
   * @param mark of commits while it lasts
   */
  public Tenure(long offset, CommitMark mark) {
    this.offset = offset;
    this.mark = mark;
  }

  /** What may be sent, and whether anything is under way. */
  public HandoverGate gate() {
    return gate;
  }

  /** Everything below is settled. */
  public void settled(long below) {
    offset = below;
  }

  /** What may be committed now. */
  public CommitPoint now() {
    return new CommitPoint(offset, mark);
  }

  /** Ends it, and says what to commit for whoever comes next. */
  public CommitPoint handOver() {
    boolean idle = gate.close();
    boolean fenced = !(mark.state() instanceof CommitMark.State.Unfenced);
    // Read after the gate, so that what was settled meanwhile is in it.
    return idle && fenced
        ? new CommitPoint(offset, mark.with(new CommitMark.State.Released()))
        : now();
  }
}
