package io.tributary.gatherer.quarantine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One replay of a datasource at a time, and few of them over all. A replay that says nothing for a
 * minute is over, unless something it asked for is still being done.
 *
 * <p>Pure; time is an argument. Thread: one event loop.
 */
final class ReplayLocks {
  static final Duration SILENCE = Duration.ofMinutes(1);

  private final int maxReplays;
  private final Map<String, Replay> replays = new HashMap<>();

  private static final class Replay {
    private final UUID id;
    private long heardNanos;
    private boolean busy;

    Replay(UUID id, long nowNanos) {
      this.id = id;
      this.heardNanos = nowNanos;
    }

    boolean isOver(long nowNanos) {
      return !busy && nowNanos - heardNanos > SILENCE.toNanos();
    }
  }

  /**
   * @param maxReplays at once, over all datasources
   */
  ReplayLocks(int maxReplays) {
    this.maxReplays = maxReplays;
  }

  /** Begins a replay; empty when one of the datasource goes on, or too many others do. */
  Optional<UUID> begin(String datasource, long nowNanos) {
    replays.values().removeIf(replay -> replay.isOver(nowNanos));
    if (replays.containsKey(datasource) || replays.size() >= maxReplays) {
      return Optional.empty();
    }
    UUID id = UUID.randomUUID();
    replays.put(datasource, new Replay(id, nowNanos));
    return Optional.of(id);
  }

  /**
   * Something is to be done for a replay, until {@link #done}; false when the replay is over or
   * something is being done already.
   */
  boolean enter(String datasource, UUID id, long nowNanos) {
    Replay replay = replays.get(datasource);
    if (replay == null || !replay.id.equals(id) || replay.busy || replay.isOver(nowNanos)) {
      return false;
    }
    replay.busy = true;
    return true;
  }

  /** What {@link #enter} allowed is done. */
  void done(String datasource, UUID id, long nowNanos) {
    Replay replay = replays.get(datasource);
    if (replay != null && replay.id.equals(id)) {
      replay.busy = false;
      replay.heardNanos = nowNanos;
    }
  }

  /** Ends a replay that does nothing now. */
  void end(String datasource, UUID id) {
    replays.computeIfPresent(
        datasource, (name, replay) -> replay.id.equals(id) && !replay.busy ? null : replay);
  }
}
