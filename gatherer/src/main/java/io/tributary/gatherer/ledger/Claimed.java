package io.tributary.gatherer.ledger;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.OpenAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.UUID;

/**
 * A claim of a session, from the moment it came to the end of the session.
 *
 * <p>The session's context owns what is public, and gets the answer there; the rest belongs to the
 * loop of {@link Takeovers}.
 */
public final class Claimed {

  private enum State {
    /** Not considered yet, or not answered. */
    WAITS,
    /** Its stream is open. */
    HOLDS,
    /** It was answered otherwise, or its session is over. */
    OVER
  }

  private final Takeovers takeovers;
  private final TableSource what;
  private final Claim claim;
  private final UUID described;
  private final Context session;
  private final Promise<OpenAnswer> answer = Promise.promise();
  private State state = State.WAITS;
  private boolean counted;

  /** Written before the answer is handed to the session, read after. */
  private boolean wantsDescription;

  /**
   * @param described uuid of the table that was described to the writer
   */
  Claimed(Takeovers takeovers, TableSource what, Claim claim, UUID described) {
    this.takeovers = takeovers;
    this.what = what;
    this.claim = claim;
    this.described = described;
    this.session = takeovers.session();
  }

  /** The answer; never, if the session is over before. */
  public Future<OpenAnswer> answer() {
    return answer.future();
  }

  /** The session is over: nothing is answered any more, and nobody holds the claim. */
  public void end() {
    takeovers.end(this);
  }

  /** True, once it is answered, when the table has to be described to the writer again. */
  public boolean wantsDescription() {
    return wantsDescription;
  }

  TableSource what() {
    return what;
  }

  Claim claim() {
    return claim;
  }

  boolean waits() {
    return state == State.WAITS;
  }

  boolean holds() {
    return state == State.HOLDS;
  }

  /** True when fences and writers count it as living. */
  boolean isCounted() {
    return counted;
  }

  void counted(boolean now) {
    counted = now;
  }

  UUID described() {
    return described;
  }

  /** The table is not what was described; told before the answer. */
  void wantDescription() {
    wantsDescription = true;
  }

  /** Answers, once. */
  void answer(OpenAnswer said) {
    state = said instanceof OpenAnswer.Resume ? State.HOLDS : State.OVER;
    session.runOnContext(hop -> answer.tryComplete(said));
  }

  void over() {
    state = State.OVER;
  }
}
