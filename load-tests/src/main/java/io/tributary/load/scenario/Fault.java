package io.tributary.load.scenario;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Something that goes wrong in the middle of a run, or is put right again.
 *
 * @param moment when
 * @param place what it happens to
 * @param index which of them, from 0
 * @param action what happens
 * @param lasting after how long it is undone; empty for never
 */
public record Fault(
    Moment moment, Place place, int index, Action action, Optional<Duration> lasting) {

  public Fault {
    if (index < 0) {
      throw new IllegalArgumentException("an index is 0 or more, not " + index);
    }
    if (!action.possibleAt().contains(place)) {
      throw new IllegalArgumentException(
          "'%s' cannot be done to %s".formatted(action.word(), place.word()));
    }
    if (lasting.isPresent() && action.undone().isEmpty()) {
      throw new IllegalArgumentException("'%s' has no 'for'".formatted(action.word()));
    }
  }

  /** The opposite, as a fault of that later moment. */
  public Optional<Fault> undone(Duration now) {
    return lasting.flatMap(
        time ->
            action
                .undone()
                .map(
                    back ->
                        new Fault(
                            new After(now.plus(time)), place, index, back, Optional.empty())));
  }

  /** For people: {@code kill gatherer 0}. */
  public String text() {
    return action.word() + " " + place.word() + " " + index;
  }

  /** When it happens. */
  public sealed interface Moment {}

  /** So long after the first measured row could be read. */
  public record After(Duration time) implements Moment {}

  /** When so many of the measured rows are stored. */
  public record AtRows(long rows) implements Moment {}

  /** What it happens to. */
  public enum Place {
    KAFKA,
    CLICKHOUSE,
    GATHERER,
    CONNECTOR;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static final Set<Place> ALL = Set.of(values());
    private static final Set<Place> BEHIND_A_PROXY = Set.of(CLICKHOUSE, GATHERER, CONNECTOR);
  }

  /** Which way bytes go that are dropped. */
  public enum Direction {
    TO_TARGET,
    FROM_TARGET
  }

  /** On which side of the statement an error is answered. */
  public enum AnswerTime {
    /** The statement does not run. */
    BEFORE,
    /** The statement has run and its answer is replaced. */
    AFTER
  }

  /** What happens. */
  public sealed interface Action {
    /** As the file says it. */
    default String word() {
      return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What it can be done to. */
    default Set<Place> possibleAt() {
      return switch (this) {
        case Kill _, Stop _, Start _, Restart _, Suspend _, Resume _ -> Place.ALL;
        // Clients of Kafka go to the address that the broker names, past any proxy.
        case Cut _, Delay _, Drop _, Heal _ -> Place.BEHIND_A_PROXY;
        case Answer _, Hang _ -> Set.of(Place.CLICKHOUSE);
      };
    }

    /** What puts it right, if anything does. */
    default Optional<Action> undone() {
      return switch (this) {
        case Kill _, Stop _ -> Optional.of(new Start());
        case Suspend _ -> Optional.of(new Resume());
        case Cut _, Delay _, Drop _, Answer _, Hang _ -> Optional.of(new Heal());
        case Start _, Restart _, Resume _, Heal _ -> Optional.empty();
      };
    }

    /** Whether it happens to a connection and not to a process. */
    default boolean needsProxy() {
      return switch (this) {
        case Cut _, Delay _, Drop _, Heal _, Answer _, Hang _ -> true;
        case Kill _, Stop _, Start _, Restart _, Suspend _, Resume _ -> false;
      };
    }
  }

  /** SIGKILL. */
  public record Kill() implements Action {}

  /** SIGTERM, and wait for the end. */
  public record Stop() implements Action {}

  /** Start again what was killed or stopped. */
  public record Start() implements Action {}

  /** Stop and start. */
  public record Restart() implements Action {}

  /** SIGSTOP: sockets stay open and nothing answers. */
  public record Suspend() implements Action {}

  /** SIGCONT. */
  public record Resume() implements Action {}

  /** Cut its connections and refuse new ones. */
  public record Cut() implements Action {}

  /** Bytes come so much later. */
  public record Delay(Duration by) implements Action {}

  /** Bytes of one direction vanish. */
  public record Drop(Direction direction) implements Action {}

  /** Undo cut, delay, drop, answer and hang. */
  public record Heal() implements Action {}

  /** ClickHouse answers an error to the next {@code times} inserts. */
  public record Answer(int status, int code, String message, int times, AnswerTime when)
      implements Action {}

  /** ClickHouse runs the next {@code times} inserts and never answers. */
  public record Hang(int times) implements Action {}
}
