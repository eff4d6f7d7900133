package io.tributary.connector.claim;

import io.tributary.protocol.frame.Predecessor;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the metadata of a commit says about its writer, one line of text (rule D-3).
 *
 * @param run incarnation of the topic
 * @param table uuid of the table, all zero where tables have none
 * @param epoch of the claim, 0 before there is one
 * @param leaseMillis how long after the commit was sent inserts of the writer may begin
 * @param state how far the writer is
 */
public record CommitMark(int run, UUID table, long epoch, int leaseMillis, State state) {
  private static final String UUID_TEXT = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern TEXT =
      Pattern.compile(
          "tributary/1 run=([0-9a-f]{8}) table=("
              + UUID_TEXT
              + ") epoch=([0-9]{1,18}) lease=([0-9]{1,6}) (claiming|pinned|released|unfenced|held=("
              + UUID_TEXT
              + "))");

  /** How far a writer is. */
  public sealed interface State {
    /** It asks for the partition and has sent nothing. */
    record Claiming() implements State {}

    /**
     * The group begins at the end of the topic, and nobody has looked yet whether the table has
     * rows from before: then the group had offsets once. Otherwise as claiming.
     */
    record Pinned() implements State {}

    /** It sends rows to one gatherer, of this incarnation. */
    record Held(UUID gatherer) implements State {}

    /** It has a verdict for every row and sends no more. */
    record Released() implements State {}

    /** It has no lease: a writer of at least once. */
    record Unfenced() implements State {}
  }

  public CommitMark {
    if (epoch < 0 || leaseMillis < 0 || leaseMillis > Predecessor.MAX_LEASE_MILLIS) {
      throw new IllegalArgumentException("no mark: epoch " + epoch + ", lease " + leaseMillis);
    }
  }

  /** The mark of a commit's metadata, empty where it is not one of ours. */
  public static Optional<CommitMark> of(String metadata) {
    Matcher matcher = TEXT.matcher(metadata);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int leaseMillis = Integer.parseInt(matcher.group(4));
    return leaseMillis > Predecessor.MAX_LEASE_MILLIS
        ? Optional.empty()
        : Optional.of(
            new CommitMark(
                Integer.parseUnsignedInt(matcher.group(1), 16),
                UUID.fromString(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                leaseMillis,
                state(matcher)));
  }

  private static State state(Matcher matcher) {
    return switch (matcher.group(5)) {
      case "claiming" -> new State.Claiming();
      case "pinned" -> new State.Pinned();
      case "released" -> new State.Released();
      case "unfenced" -> new State.Unfenced();
      default -> new State.Held(UUID.fromString(matcher.group(6)));
    };
  }

  /** The metadata of a commit. */
  public String text() {
    return "tributary/1 run=%08x table=%s epoch=%d lease=%d %s"
        .formatted(run, table, epoch, leaseMillis, word());
  }

  private String word() {
    return switch (state) {
      case State.Claiming claiming -> "claiming";
      case State.Pinned pinned -> "pinned";
      case State.Released released -> "released";
      case State.Unfenced unfenced -> "unfenced";
      case State.Held held -> "held=" + held.gatherer();
    };
  }

  /** The same writer, further on. */
  public CommitMark with(State next) {
    return new CommitMark(run, table, epoch, leaseMillis, next);
  }

  /** What the next writer has to know of this one. */
  public Predecessor predecessor() {
    return switch (state) {
      case State.Claiming claiming -> new Predecessor.Unsure(leaseMillis);
      case State.Pinned pinned ->
          epoch == 0 ? new Predecessor.None() : new Predecessor.Unsure(leaseMillis);
      case State.Unfenced unfenced -> new Predecessor.Unsure(leaseMillis);
      case State.Released released -> new Predecessor.Released();
      case State.Held held -> new Predecessor.Held(held.gatherer(), leaseMillis);
    };
  }
}
