package io.tributary.load.chaos.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of one run in the order of their beginnings.
 *
 * <p>Kinds are drawn like cards from a shuffled pack that has each of them once, so that all of
 * them occur when there are as many faults as kinds. At most {@value #MOST_AT_ONCE} faults last at
 * a time, each at another victim, and at most one of them takes Kafka or ClickHouse away from all:
 * more would only prove that nothing moves.
 */
public record ChaosSchedule(long seed, Duration time, List<ScheduledFault> faults) {
  static final int MOST_AT_ONCE = 3;
  private static final int SHORTEST_MILLIS = 300;
  private static final int MOST_AMOUNT = 5;
  private static final Duration USUAL_PAUSE = Duration.ofMillis(4_500);

  public ChaosSchedule {
    faults = List.copyOf(faults);
  }

  /** How many faults there are in so much time when nobody says a number. */
  public static int usualFaults(Duration time) {
    return (int) Math.max(1, time.toMillis() / USUAL_PAUSE.toMillis());
  }

  /**
   * The schedule of a seed; the same for the same arguments.
   *
   * @param time in which faults begin
   */
  public static ChaosSchedule of(long seed, int faults, Duration time, Topology topology) {
    if (faults < 1 || time.toMillis() < faults) {
      throw new IllegalArgumentException(
          "%d faults do not go into %s: use 1 or more, each with a millisecond at least"
              .formatted(faults, time));
    }
    Draw draw = new Draw(new Random(seed), topology, time.toMillis() / faults);
    List<ScheduledFault> all = new ArrayList<>();
    for (int i = 0; i < faults; i++) {
      all.add(draw.next(i, all));
    }
    return new ChaosSchedule(seed, time, all);
  }

  /** Draws one fault after the other. */
  private static final class Draw {
    private final Random random;
    private final Topology topology;
    private final long slotMillis;
    private final List<FaultKind> pack = new ArrayList<>();

    Draw(Random random, Topology topology, long slotMillis) {
      this.random = random;
      this.topology = topology;
      this.slotMillis = slotMillis;
    }

    ScheduledFault next(int index, List<ScheduledFault> before) {
      long earliest = before.isEmpty() ? 0 : before.getLast().at().toMillis();
      long at = Math.max(earliest, index * slotMillis + random.nextLong(slotMillis));
      if (pack.isEmpty()) {
        pack.addAll(Arrays.asList(FaultKind.values()));
        Collections.shuffle(pack, random);
      }
      while (true) {
        for (FaultKind kind : List.copyOf(pack)) {
          ScheduledFault fault = fault(kind, at);
          if (fits(fault, before)) {
            pack.remove(kind);
            return fault;
          }
        }
        // Each card that is left has to wait until something is healed.
        at += SHORTEST_MILLIS;
      }
    }

    private ScheduledFault fault(FaultKind kind, long atMillis) {
      int target = random.nextInt(kind.victim().count(topology));
      int longest = Math.max(kind.longestMillis(), SHORTEST_MILLIS + 1);
      long lasting = random.nextLong(SHORTEST_MILLIS, longest);
      return new ScheduledFault(
          Duration.ofMillis(atMillis),
          kind,
          target,
          Duration.ofMillis(lasting),
          1 + random.nextInt(MOST_AMOUNT));
    }

    private static boolean fits(ScheduledFault fault, List<ScheduledFault> before) {
      List<ScheduledFault> lasting =
          before.stream().filter(other -> other.end().compareTo(fault.at()) > 0).toList();
      return lasting.size() < MOST_AT_ONCE
          && lasting.stream().noneMatch(fault::sameVictim)
          && !(fault.kind().victim().isNeededByAll()
              && lasting.stream().anyMatch(other -> other.kind().victim().isNeededByAll()));
    }
  }
}
