package io.tributary.gatherer.ingress;

import io.tributary.gatherer.ledger.Claimed;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.Rule;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka partition that a session writes, and which batches of it may come.
 *
 * <p>Belongs to its session's loop.
 */
final class SessionStream {

  private enum State {
    /** Its claim is not answered. */
    CLAIMED,
    /** Batches may come. */
    OPEN,
    /** Its claim does not hold; it may be claimed again. */
    REFUSED
  }

  private final SessionTable table;
  private final Set<Long> deferred = new HashSet<>();
  private Writer writer;
  private State state = State.CLAIMED;
  private @Nullable Claimed claimed;
  private long nextSequence;

  SessionStream(SessionTable table, Claim claim) {
    this.table = table;
    this.writer = writer(table, claim);
  }

  private static Writer writer(SessionTable table, Claim claim) {
    return new Writer(claim.source(), claim.epoch(), claim.guarantee(), table.uuid());
  }

  Writer writer() {
    return writer;
  }

  SessionTable table() {
    return table;
  }

  /** Another claim of the partition; the handle must mean the same, and its claim not hold. */
  void claimAgain(SessionTable other, Frame.Open open) throws ProtocolViolation {
    if (table != other || !writer.source().equals(open.claim().source())) {
      throw new ProtocolViolation(
          Rule.HANDLE_REUSE, "stream " + open.stream() + " is another partition's");
    }
    if (state != State.REFUSED) {
      throw new ProtocolViolation(
          Rule.HANDLE_REUSE,
          "the claim of stream %d %s"
              .formatted(open.stream(), state == State.OPEN ? "holds" : "is not answered yet"));
    }
    end();
    writer = writer(table, open.claim());
    state = State.CLAIMED;
    deferred.clear();
  }

  /** The claim is known to the ledger, until {@link #end}. */
  void claimed(Claimed known) {
    claimed = known;
  }

  /** The claim is answered. */
  void answered(OpenAnswer answer) {
    state = answer instanceof OpenAnswer.Resume ? State.OPEN : State.REFUSED;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Nobody holds the claim any more. */
  void end() {
    Claimed known = claimed;
    if (known != null) {
      known.end();
      claimed = null;
    }
  }

  /** Takes the batch for one that was never sent, or for the repeat of a deferred one. */
  void sequence(long sequence) throws ProtocolViolation {
    if (sequence == nextSequence) {
      nextSequence++;
    } else if (!deferred.remove(sequence)) {
      throw new ProtocolViolation(
          Rule.SEQUENCE,
          "batch %d of %s, the next one is %d".formatted(sequence, writer.source(), nextSequence));
    }
  }

  /** The batch may come once more, if it is of the writer that claimed last. */
  void deferred(Batch batch) {
    if (batch.writer() == writer) {
      deferred.add(batch.sender().sequence());
    }
  }
}
